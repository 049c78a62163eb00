import type { SeedData } from '../domain/platform';
import { demoCorp } from './demo-corp';

/** Gives a fresh copy of the state a sandbox starts with. */
export function seedOf(name: 'demo' | 'empty'): () => SeedData {
  return name === 'demo' ? () => ({ corps: [demoCorp()] }) : () => ({ corps: [] });
}
