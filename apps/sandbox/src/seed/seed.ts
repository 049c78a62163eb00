import type { SeedData } from '../domain/platform';
import { demoCorp, secondDemoCorp } from './demo-corp';
import { demoSuites } from './demo-suites';

/** Gives a fresh copy of the state a sandbox starts with. */
export function seedOf(name: 'demo' | 'empty'): () => SeedData {
  if (name === 'empty') return () => ({ corps: [], suites: { providers: [], suites: [] } });
  return () => ({ corps: [demoCorp(), secondDemoCorp()], suites: demoSuites() });
}
