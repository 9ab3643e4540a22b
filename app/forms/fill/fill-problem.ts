/** A field that is not finished: `isEmpty` tells what is missing from what is wrong. */
export interface FillProblem {
  path: string;
  label: string;
  message: string;
  isEmpty: boolean;
  /** A tick box to be confirmed. */
  isPromise?: boolean;
}

/** One line a field, the first thing that is wrong with it. */
export function firstByPath(problems: readonly FillProblem[]): FillProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ path }) => !seen.has(path) && seen.add(path));
}
