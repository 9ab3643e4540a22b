import { z } from 'zod';

import type { DerivedFactInput } from '../../enterprises/derived-fact-schema';
import { policyContentSchema, type PolicyContent, type PolicyContentInput } from '../policy-content';
import type { RuleGroup } from '../rule-schema';

const words = z.strictObject({ zh: z.string().max(4000), en: z.string().max(4000).optional() });
const lines = z.array(words).max(60);
const loose = z.looseObject({});

/**
 * A policy while it is being written: the shape of `PolicyContent`, but nothing need be complete yet. What is missing or
 * wrong is found by `lintPolicy`, not refused at each save.
 */
export const policyDraftSchema = z.strictObject({
  summary: words,
  topic: z.enum(['tax', 'employment', 'technology', 'finance', 'market', 'industry', 'other']),
  guide: z.strictObject({
    audience: words,
    conditions: words,
    timeLimit: words,
    address: words,
    phone: words,
    materials: lines.default([]),
    how: lines.default([]),
    notes: lines.default([]),
  }),
  rule: z.looseObject({ combinator: z.enum(['and', 'or']), rules: z.array(loose).max(200) }),
  derived: z.array(z.looseObject({ key: z.string().max(120) })).max(100),
  benefit: z.looseObject({ label: words }),
  window: z
    .strictObject({ opens: z.string().max(10), closes: z.string().max(10), yearly: z.boolean() })
    .optional(),
  channel: z.enum(['automatic', 'express', 'on-application']),
  sources: z.array(z.looseObject({ id: z.string().min(1).max(80) })).max(100),
  bonds: z.array(loose).max(20).optional(),
  quota: loose.optional(),
  limits: z.array(loose).max(10).optional(),
});

/** As the editor holds it. Typed like the finished content; any part may still be empty. */
export type PolicyDraft = Omit<PolicyContentInput, 'derived' | 'guide'> & {
  derived: DerivedFactInput[];
  guide: Required<PolicyContentInput['guide']>;
};

/** What a new policy begins with. */
export function emptyPolicyDraft(): PolicyDraft {
  const empty = () => ({ zh: '' });
  return {
    summary: empty(),
    topic: 'other',
    guide: {
      audience: empty(),
      conditions: empty(),
      timeLimit: empty(),
      address: empty(),
      phone: empty(),
      materials: [],
      how: [],
      notes: [],
    },
    rule: { combinator: 'and', rules: [] },
    derived: [],
    benefit: { label: empty() },
    channel: 'on-application',
    sources: [],
  };
}

/** What is stored of a rule: switches of the editor, and texts left empty, say nothing and are dropped. */
export function tidyPolicyDraft(draft: PolicyDraft): PolicyDraft {
  return tidy({ ...draft, rule: tidyRule(draft.rule as RuleGroup) }) as PolicyDraft;
}

const editorKeys = new Set(['path', 'valueSource', 'disabled', 'muted']);

function tidyRule(rule: RuleGroup): RuleGroup {
  const visit = (node: object): object =>
    Object.fromEntries(
      Object.entries(node)
        .filter(([key]) => !editorKeys.has(key))
        .map(([key, value]) => [key, key === 'rules' ? (value as object[]).map(visit) : (value as unknown)]),
    );
  return visit(rule) as RuleGroup;
}

/** Optional texts that are empty are left out: an empty English title is none. */
const optionalTexts = new Set([
  'en',
  'labelEn',
  'source',
  'label',
  'unit',
  'path',
  'quote',
  'url',
  'documentNumber',
]);

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => item !== undefined && !(item === '' && optionalTexts.has(key)))
      .map(([key, item]) => [key, tidy(item)]),
  );
}

/** The finished content, or where it isn't one yet: path → what is wrong (in English, for programs). */
export type Finished =
  { ok: true; content: PolicyContent } | { ok: false; problems: { path: string; message: string }[] };

/** Reads a draft as the content that can be published. */
export function finishPolicyDraft(draft: PolicyDraft): Finished {
  const parsed = policyContentSchema.safeParse(tidyPolicyDraft(draft));
  if (parsed.success) return { ok: true, content: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  };
}
