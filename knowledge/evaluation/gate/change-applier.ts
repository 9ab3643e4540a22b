import type { Reader } from '~/prisma/access/reader';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

/** What an applier may know besides its payload. */
export interface ChangeContext {
  /**
   * `shadow`: a copy of the database that is thrown away after the replay; nothing may leave it (no job, no message, no
   * file). `live`: the city's own, in the transaction that also writes the change's audit entry.
   */
  where: 'shadow' | 'live';
  changeId: string;
  /** Who proposed the change, for the audit entries of what is touched. */
  proposedById: string | null;
  departmentId: string | null;
  /** In whose name it happens: the person who decided, or the system when the check passed. */
  reader: Reader;
  now: Date;
}

/**
 * How a kind of change is carried out and taken back. Both run in a transaction and await nothing but `tx`; both must
 * meet what others did in between: what is already so stays so, and what can't be done throws `InvalidInputError` or
 * `ConflictError` with a sentence that says what to do.
 */
export interface ChangeApplier<Payload = never, Undo = never> {
  /** Carries the change out; returns what takes it back, as plain JSON. */
  apply(tx: Tx, payload: Payload, context: ChangeContext): Promise<Prisma.InputJsonValue>;
  /** Takes it back with what `apply` returned. */
  revert(tx: Tx, undo: Undo, context: ChangeContext): Promise<void>;
}
