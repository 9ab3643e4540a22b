import { isDangerousKey } from '~/forms/definition/data-path';

/** Data that no form page sends: reaching for prototypes, endlessly deep, or far too large. Answered with 400. */
export class MalformedDataError extends Error {
  readonly code = 'bad-request';
}

const mostBytes = 1_000_000;
const mostDepth = 30;

/** The data as a plain object. Throws `MalformedDataError`. */
export function requirePlainData(data: unknown): Record<string, unknown> {
  if (data === null || typeof data !== 'object' || Array.isArray(data))
    throw new MalformedDataError('data must be an object');
  inspect(data, 0);
  if (JSON.stringify(data).length > mostBytes)
    throw new MalformedDataError(`data is larger than ${mostBytes} characters`);
  return data as Record<string, unknown>;
}

function inspect(value: unknown, depth: number): void {
  if (value === null || typeof value !== 'object') return;
  if (depth > mostDepth) throw new MalformedDataError('data is nested too deeply');
  for (const [key, item] of Object.entries(value) as [string, unknown][]) {
    if (isDangerousKey(key)) throw new MalformedDataError(`data must not hold the key ${key}`);
    inspect(item, depth + 1);
  }
}
