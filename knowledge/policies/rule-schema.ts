import { z } from 'zod';

/** The operators of a rule, in the order in which an editor offers them. */
export const ruleOperators = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'before',
  'after',
  'between',
  'in',
  'notIn',
  'contains',
  'within',
  'isTrue',
  'isFalse',
  'declared',
  'judged',
] as const;
export type RuleOperator = (typeof ruleOperators)[number];

/** What a department writes beside a condition; none of it changes the result, save `curable`. */
const annotation = {
  id: z.string().min(1).max(80).optional(),
  /** The condition in words; made from the fact, operator and value when absent. */
  label: z.string().min(1).max(300).optional(),
  labelEn: z.string().min(1).max(300).optional(),
  /** Id of one of the policy's `sources`: the clause that demands it. */
  source: z.string().min(1).max(80).optional(),
  /** Whether a firm that fails it can still meet it within this window; overrides the catalogue. */
  curable: z.boolean().optional(),
};

/** A leaf: one fact against one value. `declared` and `judged` need no field. */
export interface RuleLeaf {
  id?: string | undefined;
  label?: string | undefined;
  labelEn?: string | undefined;
  source?: string | undefined;
  curable?: boolean | undefined;
  field?: string | undefined;
  operator: RuleOperator;
  value?: unknown;
}

/** A group as react-querybuilder stores it: all (`and`) or any (`or`) of its rules, turned round by `not`. */
export interface RuleGroup {
  id?: string | undefined;
  label?: string | undefined;
  labelEn?: string | undefined;
  source?: string | undefined;
  curable?: boolean | undefined;
  combinator: 'and' | 'or';
  not?: boolean | undefined;
  rules: (RuleGroup | RuleLeaf)[];
}

const leaf: z.ZodType<RuleLeaf> = z
  .looseObject({
    ...annotation,
    field: z.string().max(120).optional(),
    operator: z.enum(ruleOperators),
    value: z.unknown().optional(),
  })
  .superRefine((rule, context) => {
    // Two switches of react-querybuilder that would change what the rule means: refused rather than overlooked.
    if ('valueSource' in rule && rule.valueSource !== 'value') {
      context.addIssue({
        code: 'custom',
        path: ['valueSource'],
        message: 'a rule compares a fact with a value',
      });
    }
    if ('muted' in rule && rule.muted === true) {
      context.addIssue({ code: 'custom', path: ['muted'], message: 'a muted rule must be removed' });
    }
  });

/** The stored form of a rule. An empty group is refused: it would be true for everyone. */
export const ruleGroupSchema: z.ZodType<RuleGroup> = z.lazy(() =>
  z.looseObject({
    ...annotation,
    combinator: z.enum(['and', 'or']),
    not: z.boolean().optional(),
    rules: z.array(z.union([ruleGroupSchema, leaf])).min(1, 'an empty group is refused'),
  }),
);

/** Whether the node of a rule is a group. */
export function isRuleGroup(rule: RuleGroup | RuleLeaf): rule is RuleGroup {
  return 'rules' in rule;
}
