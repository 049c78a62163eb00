import { IsIn, IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { FAULT_KINDS, type FaultData, type FaultKind } from '../domain/faults';
import { DEFAULT_LIMITS, type LimitSettings } from '../domain/limits';

const LONGEST_DELAY_MS = 600_000;

export class FaultRequest implements FaultData {
  @IsIn(FAULT_KINDS) kind: FaultKind;
  @IsOptional() @IsString() api?: string;
  @IsOptional() @IsString() corpId?: string;
  @IsOptional() @IsInt() agentId?: number;
  /** Share of the matching calls; absent: all. */
  @IsOptional() @IsNumber() @Min(0.000_001) @Max(1) rate?: number;
  /** Only the next so many matching calls. */
  @IsOptional() @IsInt() @Min(1) times?: number;
  @IsOptional() @IsInt() errcode?: number;
  @IsOptional() @IsInt() @Min(400) @Max(599) status?: number;
  @IsOptional() @IsNumber() @Min(0) @Max(LONGEST_DELAY_MS) delayMs?: number;
  @IsOptional() @IsNumber() @Min(0.001) @Max(LONGEST_DELAY_MS) p50Ms?: number;
  @IsOptional() @IsNumber() @Min(0.001) @Max(LONGEST_DELAY_MS) p99Ms?: number;
  @IsOptional() @IsNumber() @Min(0) @Max(LONGEST_DELAY_MS) minMs?: number;
  @IsOptional() @IsNumber() @Min(0) @Max(LONGEST_DELAY_MS) maxMs?: number;
}

/** @returns what is wrong with it, or '' */
export function limitsProblem(body: Readonly<Record<string, unknown>>): string {
  for (const [name, value] of Object.entries(body)) {
    if (!(name in DEFAULT_LIMITS)) return `${name}: there is no such limit`;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return `${name}: must be a number of 0 or more; 0 takes the limit away`;
  }
  return body['tokenTtlSeconds'] === 0 ? 'tokenTtlSeconds: must be 1 or more' : '';
}

export type LimitsPatch = Partial<LimitSettings>;
