/**
 * Text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CWE-1236), with leading blanks
 * and with full-width signs too, which some programs take for the narrow ones.
 */
export function escapeFormula(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
