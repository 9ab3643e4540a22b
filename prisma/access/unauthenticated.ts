/** The request must say who sends it (a session or a key) and doesn't, or its key is unknown: status 401. */
export class UnauthenticatedError extends Error {
  readonly code = 'sign-in-required';
  constructor(readonly reason: 'no-credentials' | 'unknown-key' = 'no-credentials') {
    super(reason === 'unknown-key' ? 'The key is unknown or was revoked' : 'Sign in or send a key');
  }
}
