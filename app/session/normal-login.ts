/** A login name or mail address as it is kept and compared: NFKC, trimmed, in lower case. */
export function normalLogin(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}
