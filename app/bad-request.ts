/** The request can't be read at all: no JSON, no form, or of another kind than it says. Becomes 400. */
export class BadRequestError extends Error {
  readonly code = 'bad-request';
}
