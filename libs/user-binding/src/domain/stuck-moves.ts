/** Somebody who is to go from one account to another. */
export interface Move {
  rowNumber: number;
  /** Account that becomes free if the move happens. */
  holds: string | null;
  wants: string | null;
  /** Whether something outside the moves is in its way. */
  stuck: boolean;
}

/** Who cannot move: those who are stuck, and whoever wants an account that one of them keeps, and so on. @returns numbers of their rows */
export function stuckMoves(moves: readonly Move[]): Set<number> {
  const wanting = new Map<string, Move[]>();
  for (const move of moves) if (move.wants !== null) wanting.set(move.wants, [...(wanting.get(move.wants) ?? []), move]);
  const found = new Set<number>();
  const toDo = moves.filter((move) => move.stuck);
  for (let move = toDo.pop(); move; move = toDo.pop()) {
    if (found.has(move.rowNumber)) continue;
    found.add(move.rowNumber);
    if (move.holds !== null) toDo.push(...(wanting.get(move.holds) ?? []));
  }
  return found;
}
