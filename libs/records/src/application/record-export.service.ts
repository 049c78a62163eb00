import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditEntry, type Caller } from '#bi-host';
import { Clock, localTime, type TimePosition } from '#kernel';
import { DELIVERY_COLUMNS } from '../domain/export/delivery-columns';
import { RECORD_COLUMNS } from '../domain/export/record-columns';
import { said, type Words } from '../domain/export/words';
import type { RecordFilter } from '../domain/record-filter';
import type { DeliveryPosition, DeliveryRow, RecordRow } from '../domain/record-rows';
import { RecordQueryRepository, type DeliveryFilter } from '../persistence/record-query.repository';
import { RecordSearchRepository } from '../persistence/record-search.repository';
import { CallerSlots } from './caller-slots';
import { RecordsService, type RecordQuery } from './records.service';
import { csvFile } from './table-file/csv-file';
import { tableOf, type Table, type TableLocale } from './table-file/table';
import { xlsxFile } from './table-file/xlsx-file';

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Rows of data in one file; a last row says when there are more. Excel takes 1,048,575 rows below a heading. */
export const MAX_EXPORT_ROWS = 1_000_000;
/** Files that one caller makes at once in one process. */
const AT_ONCE = 2;
/** Rows that are in memory at once, for each file. */
const PAGE = 500;

const FILE: Record<ExportFormat, (table: Table) => Readable> = { csv: csvFile, xlsx: xlsxFile };
const LIST: Words = ['推送记录', 'Push records'];
const PEOPLE: Words = ['推送名单', 'Recipients'];

export interface ExportAs extends TableLocale {
  format: ExportFormat;
}

/** A file on its way; whoever destroys the stream ends the reading of the database. */
export interface ExportedFile {
  stream: Readable;
  /** With its ending. */
  name: string;
}

/** Lists of records, and people of a record, as files that are made while they are read: one page of rows is in memory. */
@Injectable()
export class RecordExport {
  private readonly slots = new CallerSlots('exports', AT_ONCE);

  constructor(
    private readonly records: RecordsService,
    private readonly search: RecordSearchRepository,
    private readonly rows: RecordQueryRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** What the list shows, newest first. @throws ForbiddenError, TooManyAtOnceError */
  async ofList(caller: Caller, query: RecordQuery, as: ExportAs): Promise<ExportedFile> {
    const filter = await this.records.filterOf(caller, query);
    const name = fileName(said(LIST, as.language), this.clock.now(), as);
    return this.file(caller, name, as, { id: 'list' }, query, (rows) => tableOf(LIST, RECORD_COLUMNS, rows, as, MAX_EXPORT_ROWS), this.recordPages(filter));
  }

  /** What became of a push for each person. @throws PushRecordNotFoundError, TooManyAtOnceError */
  async ofPeople(caller: Caller, recordId: string, filter: DeliveryFilter, as: ExportAs): Promise<ExportedFile> {
    const { title, plannedAt } = await this.records.visible(caller, recordId);
    const name = fileName(`${title} ${said(PEOPLE, as.language)}`, plannedAt, as);
    return this.file(caller, name, as, { id: recordId, name: title }, filter, (rows) => tableOf(PEOPLE, DELIVERY_COLUMNS, rows, as, MAX_EXPORT_ROWS), this.peoplePages(caller.tenantId, recordId, filter));
  }

  private async file<Row>(
    caller: Caller,
    name: string,
    { format, language, zone }: ExportAs,
    subject: Omit<AuditEntry['subject'], 'type'>,
    asked: object,
    table: (rows: AsyncGenerator<Row[]>) => Table,
    pages: AsyncGenerator<Row[]>,
  ): Promise<ExportedFile> {
    const release = this.slots.take(caller);
    try {
      // Before anything is sent: a database that does not answer is an error, and not a broken file.
      const first = await pages.next();
      await this.audit.record(caller.actor, { tenantId: caller.tenantId, action: 'push_record.export', subject: { type: 'push_record', ...subject }, after: { ...asked, format, language, zone } });
      const stream = FILE[format](table(startingWith(first, pages)));
      stream.once('close', release);
      return { stream, name };
    } catch (error) {
      release();
      throw error;
    }
  }

  private async *recordPages(filter: RecordFilter): AsyncGenerator<RecordRow[]> {
    let after: TimePosition | undefined;
    for (;;) {
      const found = await this.search.newest(filter, after, PAGE);
      yield await this.rows.byIds(filter.tenantId, found.map(({ id }) => id));
      const last = found.at(-1);
      if (found.length < PAGE || !last) return;
      after = { at: last.plannedAt, id: last.id };
    }
  }

  private async *peoplePages(tenantId: string, recordId: string, filter: DeliveryFilter): AsyncGenerator<DeliveryRow[]> {
    let after: DeliveryPosition | undefined;
    for (;;) {
      const page = await this.rows.deliveries(tenantId, recordId, filter, after, PAGE);
      yield page;
      if (page.length < PAGE) return;
      after = page.at(-1);
    }
  }
}

async function* startingWith<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

/** Such as `推送记录 2026-03-02 0900.xlsx`; characters that a file system refuses become blanks. */
function fileName(title: string, at: Date, { format, zone }: ExportAs): string {
  const [day, time] = localTime(at, zone).toISOString().split('T');
  const harmless = [...title.replace(/[\\/:*?"<>|\p{Cc}\p{Cs}]/gu, ' ').replace(/\s+/g, ' ').trim()].slice(0, 100).join('');
  return `${harmless} ${day} ${time.slice(0, 5).replace(':', '')}.${format}`;
}
