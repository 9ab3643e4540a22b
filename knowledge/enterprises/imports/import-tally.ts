/** How a fact of the register stands to what is known. */
export const factChanges = [
  /** Nothing was known. */
  'new',
  /** Another value than the same source gave before. */
  'changed',
  /** The same value, seen on a later day: it is fresh again. */
  'confirmed',
  /** Known already, from this source and day. */
  'unchanged',
  /** Older than what the source gave later: kept as history, counts for nothing today. */
  'older',
] as const;
export type FactChange = (typeof factChanges)[number];

/** A change as the preview shows it. */
export interface SampleChange {
  row: number;
  firm: string;
  key: string;
  period: string;
  change: 'new' | 'changed';
  /** JSON texts of the values. */
  before: string | null;
  after: string;
}

/** What an import would change, or did: counts of rows, firms and facts, by column, with examples. */
export interface ImportTally {
  rows: number;
  /** Rows of firms that the city knows. */
  matched: number;
  /** Firms that are added. */
  added: number;
  /** Rows of firms that nobody knows, and that aren't added. */
  unknown: number;
  /** Rows with a second line for the same firm and period. */
  repeated: number;
  /** Rows and cells that couldn't be read. */
  badRows: number;
  badCells: number;
  facts: Record<FactChange, number>;
  byKey: Record<string, Record<FactChange, number>>;
  /** Firms of which a value changes. */
  firmsTouched: number;
  /** Values that differ from what another source says. */
  conflicts: number;
  samples: SampleChange[];
  /** How many of each kind are among the samples. */
  sampled: Partial<Record<SampleChange['change'], number>>;
}

export const noChanges = (): Record<FactChange, number> => ({
  new: 0,
  changed: 0,
  confirmed: 0,
  unchanged: 0,
  older: 0,
});

export const emptyTally = (): ImportTally => ({
  rows: 0,
  matched: 0,
  added: 0,
  unknown: 0,
  repeated: 0,
  badRows: 0,
  badCells: 0,
  facts: noChanges(),
  byKey: {},
  firmsTouched: 0,
  conflicts: 0,
  samples: [],
  sampled: {},
});

const shownSamples = 20;

/** Counts one fact. */
export function countChange(tally: ImportTally, key: string, change: FactChange): void {
  tally.facts[change] += 1;
  const ofKey = (tally.byKey[key] ??= noChanges());
  ofKey[change] += 1;
}

/** Whether another example of the kind is wanted: the first ones of each are kept. */
export function wantsSample(tally: ImportTally, change: SampleChange['change']): boolean {
  return (tally.sampled[change] ?? 0) < shownSamples;
}

/** Keeps an example. */
export function keepSample(tally: ImportTally, sample: SampleChange): void {
  tally.sampled[sample.change] = (tally.sampled[sample.change] ?? 0) + 1;
  tally.samples.push(sample);
}
