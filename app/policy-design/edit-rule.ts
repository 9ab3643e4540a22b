import { isRuleGroup, type RuleGroup, type RuleLeaf } from '~/knowledge/policies/rule-schema';

type Node = RuleGroup | RuleLeaf;
export type RulePath = readonly number[];

/** The rule with one node changed; null takes it out. */
export function editAt(rule: RuleGroup, path: RulePath, change: (node: Node) => Node | null): RuleGroup {
  const visit = (node: Node, rest: RulePath): Node | null => {
    const [index, ...further] = rest;
    if (index === undefined) return change(node);
    if (!isRuleGroup(node)) return node;
    return {
      ...node,
      rules: node.rules.flatMap((child, at) => {
        if (at !== index) return [child];
        const next = visit(child, further);
        return next ? [next] : [];
      }),
    };
  };
  return (visit(rule, path) ?? { ...rule, rules: [] }) as RuleGroup;
}

/** A node put into a group of its own, to join others with it. */
export function wrapAt(rule: RuleGroup, path: RulePath, id: string): RuleGroup {
  return editAt(rule, path, (node) => ({ id, combinator: 'or', rules: [node] }));
}

/** A group's conditions put in its place. A group turned round by `not` can't be taken apart and stays. */
export function unwrapAt(rule: RuleGroup, path: RulePath): RuleGroup {
  const at = path.at(-1);
  if (at === undefined) return rule;
  return editAt(rule, path.slice(0, -1), (parent) => {
    if (!isRuleGroup(parent)) return parent;
    const group = parent.rules[at];
    if (!group || !isRuleGroup(group) || group.not) return parent;
    return {
      ...parent,
      rules: [...parent.rules.slice(0, at), ...group.rules, ...parent.rules.slice(at + 1)],
    };
  });
}

/** Adds a node at the end of a group. */
export function appendAt(rule: RuleGroup, path: RulePath, node: Node): RuleGroup {
  return editAt(rule, path, (group) =>
    isRuleGroup(group) ? { ...group, rules: [...group.rules, node] } : group,
  );
}

/**
 * Moves a node one place up or down among its siblings; at the end of a group it leaves it, before a neighbouring group
 * it goes into that group, so that every place can be reached by keyboard.
 */
export function moveAt(rule: RuleGroup, path: RulePath, step: -1 | 1): RuleGroup {
  const at = path.at(-1);
  if (at === undefined) return rule;
  const parentPath = path.slice(0, -1);
  const parent = nodeAt(rule, parentPath);
  if (!parent || !isRuleGroup(parent)) return rule;
  const node = parent.rules[at];
  if (!node) return rule;
  const to = at + step;
  const neighbour = parent.rules[to];
  const without = parent.rules.filter((_, index) => index !== at);
  if (neighbour && isRuleGroup(neighbour) && !isRuleGroup(node)) {
    const rules = parent.rules.map((child, index) =>
      index === to
        ? { ...neighbour, rules: step === 1 ? [node, ...neighbour.rules] : [...neighbour.rules, node] }
        : child,
    );
    return editAt(rule, parentPath, () => ({ ...parent, rules: rules.filter((_, index) => index !== at) }));
  }
  if (neighbour) {
    const rules = [...without];
    rules.splice(to, 0, node);
    return editAt(rule, parentPath, () => ({ ...parent, rules }));
  }
  const outer = parentPath.at(-1);
  if (outer === undefined) return rule;
  return editAt(rule, parentPath.slice(0, -1), (grand) => {
    if (!isRuleGroup(grand)) return grand;
    const rules = grand.rules.map((child, index) =>
      index === outer ? { ...parent, rules: without } : child,
    );
    rules.splice(step === 1 ? outer + 1 : outer, 0, node);
    // A group that lost its last condition would be empty.
    return { ...grand, rules: rules.filter((child) => !isRuleGroup(child) || child.rules.length > 0) };
  });
}

/** The node at the end of the path; null when there is none. */
export function nodeAt(rule: RuleGroup, path: RulePath): Node | null {
  let node: Node | undefined = rule;
  for (const index of path) node = node && isRuleGroup(node) ? node.rules[index] : undefined;
  return node ?? null;
}

/** Every leaf with its path, in the order of reading. */
export function leavesWithPath(rule: RuleGroup): { leaf: RuleLeaf; path: number[] }[] {
  const found: { leaf: RuleLeaf; path: number[] }[] = [];
  const visit = (node: Node, path: number[]) => {
    if (isRuleGroup(node)) node.rules.forEach((child, index) => visit(child, [...path, index]));
    else found.push({ leaf: node, path });
  };
  visit(rule, []);
  return found;
}
