import { useSearchParams } from 'react-router-dom';

/**
 * Filters of a list, kept in the address so that a link to the list shows the same to others. Empty ones are left out.
 * Each change takes the place of the one before: the back button leaves the page.
 */
export function useAddress<K extends string>(...names: readonly K[]): [Record<K, string>, (changes: Partial<Record<K, string>>) => void] {
  const [params, setParams] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<K, string>;
  const change = (changes: Partial<Record<K, string>>): void => {
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const name of names) {
          const value = changes[name];
          if (value === undefined) continue;
          if (value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true },
    );
  };
  return [values, change];
}
