import type { AppLoadContext } from '@remix-run/node';
import type { z } from 'zod';

import { getReader } from '~/app/session/require-reader.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { UnauthenticatedError } from '~/prisma/access/unauthenticated';

/** Who fills: a signed-in person. The page sends these requests by script, so the answer is 401, not a redirect. */
export async function requireApplicant(
  request: Request,
  context: Pick<AppLoadContext, 'services'>,
): Promise<Reader> {
  const reader = await getReader(request, context);
  if (reader.kind !== 'person') throw new UnauthenticatedError();
  return reader;
}

/** The JSON body by its schema. Throws `InvalidInputError` with the wrong fields. */
export async function readBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const json: unknown = await request.json().catch(() => null);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.') || 'body', message])),
  );
}
