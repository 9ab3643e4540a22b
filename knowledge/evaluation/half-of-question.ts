import { createHash } from 'node:crypto';

/** The two halves of a question set: settings are chosen on the first and reported on the second. */
export type Half = 'tune' | 'report';

/**
 * The half of a question, by its id alone, so that it stays there whatever else is in the set: `tune` when the first byte
 * of the id's SHA-256 is even, else `report`.
 */
export function halfOfQuestion(id: string): Half {
  return (createHash('sha256').update(id).digest()[0] as number) % 2 === 0 ? 'tune' : 'report';
}
