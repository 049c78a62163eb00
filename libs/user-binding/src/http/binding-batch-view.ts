import type { BatchRow, BindingBatch } from '../domain/binding-batch';
import { describeProblem } from '../domain/row-problem';
import type { BatchRowResponseDto, BindingBatchResponseDto } from './dto/binding-batch.dto';

export function batchView({ filter: _filter, accountCap: _accountCap, ...batch }: BindingBatch): BindingBatchResponseDto {
  return batch;
}

export function batchRowView({ problem, problemDetails, ...row }: BatchRow): BatchRowResponseDto {
  const details = problemDetails ?? {};
  return { ...row, problem: problem && { code: problem, ...describeProblem(problem, details), details } };
}
