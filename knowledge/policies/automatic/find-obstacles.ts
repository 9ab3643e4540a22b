import { isAuthoritative } from '../../enterprises/choose-fact';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import type { Evidence } from '../../enterprises/reading';
import type { Condition, Evaluation } from '../evaluate-rule';

/** Why a condition can't be granted on without asking anyone. */
export type ObstacleKind =
  /** The applicant must confirm it. */
  | 'declared'
  /** A person of the department must decide it. */
  | 'judged'
  /** No value is held. */
  | 'missing'
  /** The firm said so itself: no authority's record stands behind it. */
  | 'stated'
  /** The record is older than the catalogue calls fresh. */
  | 'stale'
  /** The record has expired. */
  | 'expired';

/** What stands in the way of a grant without application, for one firm. */
export interface Obstacle {
  readonly kind: ObstacleKind;
  readonly conditionId: string;
  readonly label: { readonly zh: string; readonly en: string };
  /** The fact that would have to be connected; none for `declared` and `judged`. */
  readonly key?: string;
}

/**
 * What keeps a firm from getting a benefit without an application (免申即享): every condition must be decided, by
 * authorities' records that are fresh on the day. Null for a firm that isn't eligible by what is known: there is nothing
 * to grant. Of a choice the way with the fewest obstacles counts. Empty: it can be granted.
 */
export function findObstacles(
  evaluation: Evaluation,
  catalogue: FactCatalogue,
  at: string,
): readonly Obstacle[] | null {
  if (evaluation.verdict === 'ineligible') return null;
  return distinct(evaluation.conditions.flatMap((condition) => obstaclesOf(condition, catalogue, at)));
}

function obstaclesOf(condition: Condition, catalogue: FactCatalogue, at: string): Obstacle[] {
  const { node, result, children = [] } = condition;
  if (node.kind === 'group') {
    const all = children.map((child) => ({ child, found: obstaclesOf(child, catalogue, at) }));
    // Turned round, a group rests on every condition within it; so does one that demands all.
    if (node.combinator === 'and' || node.not) return all.flatMap(({ found }) => found);
    const ways = all.filter(({ child }) => child.result !== 'not-met');
    const [easiest] = ways.toSorted((a, b) => a.found.length - b.found.length);
    return easiest?.found ?? [];
  }
  const base = { conditionId: node.id, label: node.label };
  if (result === 'declared') return [{ kind: 'declared', ...base }];
  if (node.operator === 'judged') return [{ kind: 'judged', ...base }];
  const missing = (condition.reading?.missing ?? []).map(({ key, expired }): Obstacle => ({
    kind: expired ? 'expired' : 'missing',
    key,
    ...base,
  }));
  if (result === 'unknown') return missing;
  const weak = (condition.reading?.evidence ?? []).flatMap((evidence): Obstacle[] => {
    const kind = evidence.value === undefined ? null : weaknessOf(evidence, catalogue, at);
    return kind ? [{ kind, key: evidence.key, ...base }] : [];
  });
  return weak;
}

/** What keeps a piece of evidence from being granted on; null for an authority's fresh record. */
export function weaknessOf(evidence: Evidence, catalogue: FactCatalogue, at: string): ObstacleKind | null {
  const { key, sourceKind, observedAt, validUntil } = evidence;
  if (!isAuthoritative(sourceKind)) return 'stated';
  if (validUntil && validUntil < at) return 'expired';
  const freshDays = catalogue.get(key)?.freshDays ?? 365;
  if (observedAt === undefined || daysBetween(observedAt, at) > freshDays) return 'stale';
  return null;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

function distinct(obstacles: readonly Obstacle[]): Obstacle[] {
  return [
    ...new Map(obstacles.map((one) => [`${one.kind} ${one.conditionId} ${one.key ?? ''}`, one])).values(),
  ];
}
