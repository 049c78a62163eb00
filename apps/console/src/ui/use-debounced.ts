import { useEffect, useState } from 'react';

/** The value once it has been the same for a while; compared by its JSON. */
export function useDebounced<T>(value: T, delayMs: number): T {
  const [settled, setSettled] = useState(value);
  const json = JSON.stringify(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(json === undefined ? (undefined as T) : (JSON.parse(json) as T)), delayMs);
    return () => window.clearTimeout(timer);
  }, [json, delayMs]);
  return settled;
}
