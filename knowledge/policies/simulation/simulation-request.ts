import type { DerivedFact } from '../../enterprises/derived-fact-schema';
import type { PolicyContent } from '../policy-content';
import type { LiveShown } from '../population/evaluate-population';
import type { RuleGroup } from '../rule-schema';

/** What decides who qualifies for what: a version's, or a draft's. */
export interface SimulatedPolicy {
  readonly rule: RuleGroup;
  readonly derived: readonly DerivedFact[];
  readonly amount?: PolicyContent['benefit']['amount'] | undefined;
}

/** How firms are counted. */
export type ShownCounts = Record<LiveShown, number>;

/** Who is listed: by how they are shown, by the condition that alone holds them back, or whose verdict changes. */
export interface FirmQuery {
  readonly shown?: LiveShown | undefined;
  /** Firms that this top-level condition alone keeps from qualifying. */
  readonly lacking?: string | undefined;
  readonly change?: 'gained' | 'lost' | 'any' | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** What is asked of the population. */
export interface SimulationRequest {
  readonly at: string;
  readonly policy: SimulatedPolicy;
  /** The version in force, to compare with. */
  readonly base?: SimulatedPolicy | undefined;
  /** With the split by district, industry and size, and what it would cost. */
  readonly details?: boolean | undefined;
  /** The leaf (by id) whose value is moved along what the firms have. */
  readonly threshold?: { readonly leafId: string } | undefined;
  readonly firms?: FirmQuery | undefined;
  readonly locale: 'zh' | 'en';
}

/** What one top-level condition does to the city's firms. */
export interface FunnelStep {
  readonly id: string;
  readonly label: string;
  readonly met: number;
  readonly notMet: number;
  readonly unknown: number;
  /** Firms that meet this condition and all before it. */
  readonly remaining: number;
  /** Firms that fail it and meet all others; and firms for which it alone is open. */
  readonly aloneNotMet: number;
  readonly aloneUnknown: number;
  /** Confirmed by the applicant: it keeps nobody out. */
  readonly declared: boolean;
}

/** How many of a kind qualify, now and by the version in force. */
export interface SplitLine {
  readonly key: string;
  readonly label: string;
  readonly firms: number;
  readonly eligible: number;
  readonly base: number | null;
}

/** What the eligible firms would get, in whole fen as text: sums of exact amounts. */
export interface CostFigures {
  readonly yuan: string;
  /** Firms with an amount, and those whose amount can't be told yet. */
  readonly counted: number;
  readonly open: number;
  /** Firms that get the cap, and what the cap saves. */
  readonly capped: number;
  readonly savedYuan: string;
}

/** One position of the moved threshold. */
export interface ThresholdPoint {
  readonly value: string;
  readonly label: string;
  readonly counts: ShownCounts;
  readonly yuan: string | null;
}

/** A firm with why it is shown so. */
export interface FirmLine {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string;
  readonly shown: LiveShown;
  readonly was: LiveShown | null;
  readonly reasons: readonly {
    id: string;
    label: string;
    result: string;
    text: string;
    missing: readonly string[];
  }[];
  readonly amount: string | null;
}

/** What the population answers. */
export interface SimulationAnswer {
  readonly at: string;
  readonly firms: number;
  readonly tookMs: number;
  readonly counts: ShownCounts;
  readonly base: ShownCounts | null;
  /** Firms that qualify by the draft alone, by the version in force alone, and all whose verdict differs. */
  readonly changes: { gained: number; lost: number; any: number } | null;
  readonly funnel: readonly FunnelStep[];
  readonly splits: Record<'district' | 'industry' | 'size', readonly SplitLine[]> | null;
  readonly cost: CostFigures | null;
  readonly baseCost: CostFigures | null;
  readonly threshold: {
    readonly leafId: string;
    readonly fact: string;
    readonly label: string;
    readonly points: readonly ThresholdPoint[];
    /** The position of the rule's own value among the points. */
    readonly current: number;
  } | null;
  readonly list: { readonly total: number; readonly lines: readonly FirmLine[] } | null;
}

/** Fact → the number of firms for which the city holds a value on the day. */
export interface CoverageAnswer {
  readonly firms: number;
  readonly known: Record<string, number>;
}
