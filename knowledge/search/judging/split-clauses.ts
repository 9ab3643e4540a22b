/** A clause (小句) is what stands between full stops, semicolons and line breaks; short neighbours are joined. */
const longestClause = 50;

/**
 * Cuts a passage into clauses of about 50 characters, never inside a sentence. A question is often about one clause of a
 * long article, which the vector of the whole says little of.
 */
export function splitClauses(text: string): string[] {
  const clauses: string[] = [];
  let current = '';
  for (const sentence of text.match(/[^。；;\n]+[。；;\n]*/gu) ?? []) {
    if (current !== '' && (current + sentence).trim().length > longestClause) {
      clauses.push(current.trim());
      current = '';
    }
    current += sentence;
  }
  return [...clauses, current.trim()].filter((clause) => clause !== '');
}
