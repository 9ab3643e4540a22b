import { isRuleGroup, type RuleGroup, type RuleLeaf } from '~/knowledge/policies/rule-schema';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';

/** A place where two versions differ; one side is absent where something came or went. */
export interface DraftDifference {
  place: string;
  before?: string | undefined;
  after?: string | undefined;
}

/** What a draft changes: conditions by their id, so that moving one is no change of it; all else by its place. */
export function compareDrafts(before: PolicyDraft, after: PolicyDraft): DraftDifference[] {
  const left = flatten(before);
  const right = flatten(after);
  const places = [...new Set([...left.keys(), ...right.keys()])];
  return places.flatMap((place) =>
    left.get(place) === right.get(place) ? [] : [{ place, before: left.get(place), after: right.get(place) }],
  );
}

function flatten({ rule, ...content }: PolicyDraft): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (node: RuleGroup | RuleLeaf, place: string) => {
    const id = node.id ?? place;
    if (!isRuleGroup(node)) {
      const { field, operator, value } = node;
      found.set(
        id,
        [field, operator, value === undefined ? '' : JSON.stringify(value), node.label]
          .filter(Boolean)
          .join(' '),
      );
      return;
    }
    if (place !== '')
      found.set(id, [node.not ? 'not' : '', node.combinator, node.label].filter(Boolean).join(' '));
    node.rules.forEach((child, index) => visit(child, `${place}${index + 1}.`));
  };
  visit(rule as RuleGroup, '');
  const walk = (value: unknown, place: string) => {
    if (typeof value !== 'object' || value === null) found.set(place, String(value));
    else for (const [key, item] of Object.entries(value)) walk(item, place ? `${place}.${key}` : key);
  };
  for (const [key, value] of Object.entries(content)) if (value !== undefined) walk(value, key);
  return found;
}
