import { Injectable } from '@nestjs/common';
import { InvalidInputError, PushDatabase } from '#kernel';
import type { Caller } from '#bi-host';
import { MAX_DAYS, type DayStatistics } from '../domain/statistics';
import { StatisticsRepository } from '../persistence/statistics.repository';

/** Days as YYYY-MM-DD, both included. */
export interface DayRange {
  from: string;
  to: string;
}

/** What became of pushes day by day. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly database: PushDatabase,
    private readonly statistics: StatisticsRepository,
  ) {}

  /** Of one project, or of all that the caller may see. @throws ForbiddenError. @throws InvalidInputError (to) */
  async daily(caller: Caller, range: DayRange, projectId?: string): Promise<DayStatistics[]> {
    if (projectId !== undefined) caller.mustBe('viewer', projectId);
    const { from, to } = checked(range);
    return this.statistics.ofProjects(caller.tenantId, projectId === undefined ? caller.projectsAs('viewer') : [projectId], from, to);
  }

  /** Of a task that the caller may see. @throws InvalidInputError (to) */
  async ofTask(tenantId: string, taskId: string, range: DayRange): Promise<DayStatistics[]> {
    const { from, to } = checked(range);
    return this.statistics.ofTask(tenantId, taskId, from, to);
  }

  /** Adds what ended since to the sums. @returns whether there may be more */
  async keepUp(): Promise<boolean> {
    return this.database.transaction((tx) => this.statistics.addTallies(tx));
  }
}

function checked(range: DayRange): DayRange {
  const days = (Date.parse(range.to) - Date.parse(range.from)) / 86_400_000 + 1;
  if (days < 1) throw InvalidInputError.field('to', 'must not be before `from`');
  if (days > MAX_DAYS) throw InvalidInputError.field('to', `must be less than ${MAX_DAYS} days after \`from\`: ask for a part`);
  return range;
}
