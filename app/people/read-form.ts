import type { z } from 'zod';

import { InvalidInputError } from '~/prisma/access/access-denied';

/** The text fields of a posted form; files are left out. */
export function readForm(form: FormData): Partial<Record<string, string>> {
  return Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** What may be shown again when a form comes back: everything but passwords. */
export function withoutSecrets(typed: Partial<Record<string, string>>): Partial<Record<string, string>> {
  const { password: _password, current: _current, ...rest } = typed;
  return rest;
}

/**
 * The fields of a posted form by their schema. Our own pages never send others, so what is wrong is said by field in
 * the error's 422. Throws `InvalidInputError`.
 */
export function requireFields<Output>(
  schema: z.ZodType<Output>,
  form: FormData | Partial<Record<string, string>>,
): Output {
  const parsed = schema.safeParse(form instanceof FormData ? Object.fromEntries(form) : form);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.') || 'form', message])),
  );
}
