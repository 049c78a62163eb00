import { Body, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { InvalidInputError } from '#kernel';
import type { Fault } from '../domain/faults';
import { DEFAULT_LIMITS, type LimitSettings } from '../domain/limits';
import { Platform } from '../domain/platform';
import { FaultRequest, limitsProblem, type LimitsPatch } from './faults.dto';
import { NotInSandboxError, SandboxController } from './sandbox-controller';

/** Faults on demand, and the numbers behind the limits. */
@SandboxController('')
export class FaultsController {
  constructor(private readonly platform: Platform) {}

  @Get('faults')
  list(): { faults: Fault[] } {
    return { faults: this.platform.faults.list };
  }

  @Post('faults')
  add(@Body() body: FaultRequest): Fault {
    return this.platform.faults.add(body);
  }

  @Delete('faults/:id')
  @HttpCode(204)
  remove(@Param('id') id: string): void {
    if (!this.platform.faults.remove(id)) throw new NotInSandboxError('fault');
  }

  @Delete('faults')
  @HttpCode(204)
  clear(): void {
    this.platform.faults.clear();
  }

  @Get('limits')
  limits(): { limits: LimitSettings; defaults: LimitSettings } {
    return { limits: this.platform.limits, defaults: DEFAULT_LIMITS };
  }

  /** Any of the limits' numbers; 0 takes a limit away. */
  @Patch('limits')
  setLimits(@Body() body: Record<string, unknown>): { limits: LimitSettings } {
    const problem = limitsProblem(body);
    if (problem) throw new InvalidInputError(problem);
    Object.assign(this.platform.limits, body as LimitsPatch);
    return { limits: this.platform.limits };
  }

  /** Takes every block away and forgets what was counted toward limits, as WeCom's self-service tool does. */
  @Post('limits/unblock')
  @HttpCode(204)
  unblock(): void {
    this.platform.frequency.clear();
  }

  /** Callbacks, newest first. */
  @Get('callbacks')
  callbacks(): object {
    const callbacks = this.platform.callbacks.records.map((record) => ({
      ...record,
      at: new Date(record.at).toISOString(),
      attempts: record.attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at).toISOString() })),
    }));
    return { callbacks };
  }
}
