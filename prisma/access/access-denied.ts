/**
 * The reader may not do this. Where even the existence of a thing is private, throw `NotFoundError` instead: another
 * firm's case answers 404, not 403.
 */
export class AccessDeniedError extends Error {
  readonly code = 'access-denied';
  constructor(readonly action: string) {
    super(`Not allowed: ${action}`);
  }
}

/** The thing does not exist, or is none of the reader's business. */
export class NotFoundError extends Error {
  readonly code = 'not-found';
  constructor(
    readonly subject: string,
    readonly id: string,
  ) {
    super(`${subject} ${id} was not found`);
  }
}

/** A field of the input can't be used; `fields` maps its path to the Chinese sentence that says what would be right. */
export class InvalidInputError extends Error {
  readonly code = 'invalid-input';
  constructor(readonly fields: Record<string, string>) {
    super(`Invalid input: ${Object.keys(fields).join(', ')}`);
  }
}

/** Somebody else changed the thing since it was read; `current` says what stands now. */
export class ConflictError extends Error {
  readonly code = 'conflict';
  constructor(
    message: string,
    readonly current?: unknown,
  ) {
    super(message);
  }
}
