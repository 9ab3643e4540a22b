import { useLocation } from '@remix-run/react';
import { useRef } from 'react';

/**
 * What the action answered, for as long as the page stays at the address: loading the page's data again, as it does
 * while something is under way, would let the answer go.
 */
export function useKept<Answer>(answer: Answer | null | undefined): Answer | null {
  const { key } = useLocation();
  const kept = useRef<{ key: string; answer: Answer } | null>(null);
  if (answer !== null && answer !== undefined) kept.current = { key, answer };
  return kept.current?.key === key ? kept.current.answer : null;
}
