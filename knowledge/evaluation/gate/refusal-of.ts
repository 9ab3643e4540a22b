import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';

/** The sentence of an applier that can't carry a change out or back; anything else is a bug and is thrown on. */
export function refusalOf(error: unknown): string {
  if (error instanceof InvalidInputError) return Object.values(error.fields).join('；');
  if (error instanceof ConflictError || error instanceof NotFoundError) return error.message;
  throw error;
}
