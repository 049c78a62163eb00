import { Injectable } from '@nestjs/common';
import type { PageSnapshot } from '#bi-host';
import {
  decideOnPage, decideOnTrouble, MONDAY_TO_FRIDAY, noteText, parseCalendarPolicy, parseExceptionRules, quietReason, TaskCalendars, type AccessTrouble, type Decision, type ExceptionRules,
  type RunMoment, type WorkingCalendar,
} from '#push-task';
import type { Run } from '#records';
import { LAST_CHANCE_MS } from '../domain/dispatch-policy';
import { TryAgainError } from '../domain/push-dispatch.errors';
import { reasonFor, type ReasonCode } from '../domain/reasons';
import { TaskMemory, type Remembered } from '../persistence/task-memory';
import type { Audience } from './recipients.service';

const NOTHING: Remembered = { alertVersion: 0 };

/** The exception rules of one run, asked at one moment. */
export class RunExceptions {
  private readonly moment: RunMoment;

  constructor(
    private readonly run: Run,
    readonly rules: ExceptionRules,
    private readonly calendar: WorkingCalendar,
    now: Date,
  ) {
    this.moment = { now, plannedAt: run.plannedAt, lastChance: new Date(run.deadlineAt.getTime() - LAST_CHANCE_MS), test: run.trigger === 'test' };
  }

  /** Why a push by hand, or an alert, is held now; a test never is. */
  quiet(): ReasonCode | undefined {
    const { trigger, spec } = this.run;
    const kept = trigger === 'manual' || (trigger === 'schedule' && this.rules.alert !== null);
    return kept ? quietReason(this.rules.quiet, spec.zone, this.moment.now, (date) => this.calendar.dayOf(date).working) : undefined;
  }

  /** @throws TryAgainError while it may pass */
  onTrouble(trouble: AccessTrouble): Decision {
    return waitOr(decideOnTrouble(this.rules, trouble, this.moment));
  }

  /** @throws TryAgainError while newer data may come, or a failed chart may be made */
  onPage(page: PageSnapshot, { last, alert }: Remembered): Decision {
    return waitOr(decideOnPage(this.rules, { ...this.moment, page, lastDigest: last?.digest, alert }));
  }

  /** Lines of the message. */
  notesOf({ notes }: Decision): string[] {
    return notes.map((note) => noteText(note, this.run.spec.language, this.run.spec.zone));
  }
}

/** Applies the exception rules of a task to its runs. */
@Injectable()
export class ExceptionControl {
  constructor(
    private readonly memory: TaskMemory,
    private readonly calendars: TaskCalendars,
  ) {}

  async of(run: Run, now: Date): Promise<RunExceptions> {
    const rules = parseExceptionRules(run.spec.exceptions ?? {});
    return new RunExceptions(run, rules, rules.quiet.nonWorkingDays ? await this.calendarOf(run) : MONDAY_TO_FRIDAY, now);
  }

  /** Days off are those of the task's calendar, whatever it does about its own times on them; Monday to Friday without one, or when it is gone by now. */
  private async calendarOf({ tenantId, spec }: Run): Promise<WorkingCalendar> {
    const calendar = parseCalendarPolicy(spec.calendar);
    const lookup = await this.calendars.lookup([{ tenantId, calendar }]);
    try {
      return lookup({ tenantId, calendar })?.calendar ?? MONDAY_TO_FRIDAY;
    } catch {
      return MONDAY_TO_FRIDAY;
    }
  }

  /** What the people of each audience were shown before. */
  async recall(run: Run, audiences: readonly Audience[]): Promise<(audience: Audience) => Remembered> {
    const remembered = await this.memory.recall(run, audiences.map(({ contentKey }) => contentKey));
    return ({ contentKey }) => remembered.get(contentKey) ?? NOTHING;
  }
}

/** The queue brings the run back; its record says meanwhile what it waits for. */
function waitOr(decision: Decision): Decision {
  if (decision.kind === 'wait') throw new TryAgainError(reasonFor(decision.because!));
  return decision;
}
