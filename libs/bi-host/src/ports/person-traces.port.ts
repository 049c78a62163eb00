import { SqlRepository, type Tx } from '#kernel';
import type { ErasedPerson, ErasingStep, PersonNames } from '../domain/erased-person';

/** What one lib keeps of people. Each lib that has tables with people in them gives one. */
export abstract class PersonTraces extends SqlRepository {
  /** What it is about, such as `records`: stands in the progress of an erasure. */
  abstract readonly area: string;

  /** What the person is called here, apart from the id; nothing by default. */
  async namesOf(_tenantId: string, _hostUserId: string, _tx: Tx): Promise<PersonNames> {
    return { names: [], accounts: [] };
  }

  /** Which of these accounts belong to somebody else by now, in lower case; none by default. */
  async takenOver(_tenantId: string, _hostUserId: string, _accounts: readonly string[], _tx: Tx): Promise<string[]> {
    return [];
  }

  /** How many rows are about the person, up to 10,001; 0 where that is not quickly said. */
  async count(_tenantId: string, _hostUserId: string, _tx: Tx): Promise<number> {
    return 0;
  }

  /**
   * Takes the person out of some rows, or removes them, so that neither id nor name nor account is left. Rows that others read or that are counted stay,
   * with the pseudonym. A step that is done again changes nothing.
   * @param position what the step before gave; null at first
   */
  abstract erase(person: ErasedPerson, position: string | null, now: Date, tx: Tx): Promise<ErasingStep>;

  /** For statements of erasing: rows that nobody else may change any more. */
  protected async mayChangeWhatIsOver(tx: Tx): Promise<void> {
    await this.rows(`select set_config('wecom_push.erasing', 'on', true)`, [], tx);
  }

  /** @param statement `select` of one row with the number of changed rows as `rows` */
  protected async changed(statement: string, parameters: readonly unknown[], tx: Tx): Promise<number> {
    return (await this.row<{ rows: number }>(statement, parameters, tx))?.rows ?? 0;
  }
}

/** Accounts as they are compared. */
export const accountKeys = ({ accounts }: PersonNames): string[] => accounts.map((account) => account.toLowerCase());
