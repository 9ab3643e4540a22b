/**
 * Whether it is an error with that code. The server's process and the bundle of its routes each hold a copy of the error
 * classes: what a service throws is no instance of the class that a route knows, while the code is the same in both.
 */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
