/** The hit-test page for a question, on the day asked about. */
export function hitTestAddress(question: string, asOf: string | null): string {
  return `/desk/search-test?${new URLSearchParams({ q: question, ...(asOf !== null && { asOf }) }).toString()}`;
}
