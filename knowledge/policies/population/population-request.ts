import type { DerivedFact } from '../../enterprises/derived-fact-schema';
import type { FactDefinition } from '../../enterprises/fact-definition';
import type { RuleGroup } from '../rule-schema';
import type { FactColumns } from './fact-columns';
import type { RangeVerdicts } from './evaluate-population';

/** What a thread is asked: rules as they are stored, over the rows of shared columns. */
export interface PopulationRequest {
  readonly at: string;
  readonly columns: FactColumns;
  readonly catalogue: readonly FactDefinition[];
  readonly rules: readonly { readonly rule: RuleGroup; readonly derived: readonly DerivedFact[] }[];
  /** A multiple of 32. */
  readonly fromRow: number;
  readonly toRow: number;
}

/** What it answers: the verdicts of each rule on the range, in the order asked. */
export type PopulationAnswer = readonly RangeVerdicts[];
