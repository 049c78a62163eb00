import { DomainError } from '../errors/domain-error';

export class TransitionError extends DomainError {
  readonly code = 'STATE_TRANSITION';
  readonly kind = 'conflict';
}

/**
 * A state machine held as a table: each state with the states that may follow it.
 * A state without successors is final.
 */
export function stateMachine<S extends string>(subject: string, table: Readonly<Record<S, readonly NoInfer<S>[]>>) {
  const states = Object.keys(table) as S[];
  return {
    states,
    finalStates: states.filter((state) => table[state].length === 0),
    isFinal: (state: S): boolean => table[state].length === 0,
    /** @throws TransitionError (code STATE_TRANSITION, kind conflict) when `to` may not follow `from` */
    assert(from: S, to: S): void {
      if (!table[from].includes(to)) throw new TransitionError(`${subject}: ${from} cannot become ${to}`, { subject, from, to });
    },
  };
}
