/**
 * A region with those that it lies in, down to the nation, by GB/T 2260: 330106 gives 330106, 330100, 330000, 000000.
 * Policies of a province hold in its cities, those of the nation everywhere.
 */
export function regionAndParents(code: string): string[] {
  return [...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`, '000000'])];
}
