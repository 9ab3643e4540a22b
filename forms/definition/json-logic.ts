import { isDangerousKey } from './data-path';

/**
 * The operators of JSON-logic that a form may use. form.io adds nearly all of lodash under `_name`; some of those call
 * any method by its name, so only harmless ones are let through.
 */
const operators: ReadonlySet<string> = new Set(
  (
    'var missing missing_some if ?: == === != !== ! !! or and > >= < <= max min + - * / % map filter reduce all none some ' +
    'merge in cat substr _sum _round _floor _ceil _size _compact _includes _isEmpty _trim _startsWith _endsWith'
  ).split(' '),
);

/** The first thing in a JSON-logic tree that can't be used: an unknown operator or a path into a prototype. */
export function findLogicProblem(logic: unknown): string | null {
  if (Array.isArray(logic)) return firstOf(logic.map(findLogicProblem));
  if (logic === null || typeof logic !== 'object') return null;
  const entries = Object.entries(logic);
  if (entries.length !== 1) return JSON.stringify(Object.keys(logic));
  const [operator, value] = entries[0] as [string, unknown];
  if (!operators.has(operator)) return operator;
  if (operator === 'var' || operator.startsWith('missing')) {
    const named = [value].flat(2).filter((name) => typeof name === 'string');
    const bad = named.find((name) => name.split(/[.[\]]/).some(isDangerousKey));
    if (bad !== undefined) return bad;
  }
  return findLogicProblem(value);
}

/** The data paths that a tree reads: `data.a.b` and `row.b` without their first part. */
export function variablesOf(logic: unknown): string[] {
  if (Array.isArray(logic)) return logic.flatMap(variablesOf);
  if (logic === null || typeof logic !== 'object') return [];
  return Object.entries(logic).flatMap(([operator, value]: [string, unknown]) => {
    const name: unknown = Array.isArray(value) ? value[0] : value;
    const own = operator === 'var' && typeof name === 'string' ? [name] : [];
    return [...own, ...variablesOf(value)];
  });
}

function firstOf(found: (string | null)[]): string | null {
  return found.find((item) => item !== null) ?? null;
}
