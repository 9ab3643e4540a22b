import type { CaseState } from './case-views';

export const caseClocks = ['late', 'soon', 'running', 'stopped'] as const;
export const caseSorts = ['due', 'newest', 'oldest'] as const;

/** What the queue shows; what is left out doesn't narrow it. */
export interface CaseFilter {
  state?: CaseState;
  /** In number, title, the firm's name; or its whole credit code. */
  q?: string;
  overdue?: boolean;
  /** A form's id. */
  form?: string;
  /** The firm's district, GB/T 2260. */
  region?: string;
  clock?: (typeof caseClocks)[number];
  /** A person's id, `me`, or `none`. */
  assignee?: string;
  /** What waits for a second person, and not for the one who proposed it. */
  second?: boolean;
  sort?: (typeof caseSorts)[number];
}
