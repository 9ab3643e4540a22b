import type { z } from 'zod';

import { BadRequestError } from '~/app/bad-request';
import { InvalidInputError } from '~/prisma/access/access-denied';

/** Reads and checks a JSON body. Throws BadRequestError (400), or InvalidInputError (422) by field. */
export async function readJsonBody<Output>(request: Request, schema: z.ZodType<Output>): Promise<Output> {
  let body: unknown;
  try {
    body = JSON.parse(await request.text(), refusePrototypeKeys);
  } catch (error) {
    throw new BadRequestError(error instanceof Error ? error.message : String(error));
  }
  return requireParsed(schema, body);
}

/** Keys that reach into objects' prototypes have no business in data (CWE-1321). */
function refusePrototypeKeys(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new Error('The key __proto__ is not accepted');
  return value;
}

/** Reads and checks the query of an address; each parameter counts once. Throws InvalidInputError by field. */
export function readQuery<Output>(request: Request, schema: z.ZodType<Output>): Output {
  return requireParsed(schema, Object.fromEntries(new URL(request.url).searchParams));
}

function requireParsed<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [[...issue.path, key].join('.'), '没有这个字段'] as const)
      : [[issue.path.join('.') || 'body', issue.message] as const],
  );
  throw new InvalidInputError(Object.fromEntries(fields));
}
