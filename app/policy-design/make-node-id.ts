import { isRuleGroup, type RuleGroup } from '~/knowledge/policies/rule-schema';

/** The next free id of the kind c1, c2 …; ids name conditions in tests, findings and funnels, so they stay short. */
export function makeNodeId(rule: RuleGroup): string {
  let highest = 0;
  const visit = (node: RuleGroup | RuleGroup['rules'][number]) => {
    const number = /^c(\d+)$/.exec(node.id ?? '')?.[1];
    if (number !== undefined) highest = Math.max(highest, Number(number));
    if (isRuleGroup(node)) node.rules.forEach(visit);
  };
  visit(rule);
  return `c${highest + 1}`;
}
