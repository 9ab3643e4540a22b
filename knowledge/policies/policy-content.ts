import { z } from 'zod';

import { derivedFactSchema } from '../enterprises/derived-fact-schema';
import { isIsoDate } from '~/prisma/calendar/city-date';

import { mostOfferDays } from './quota/waiting-line';
import { ruleGroupSchema, type RuleGroup } from './rule-schema';

/** Words shown to people; Chinese stands in where there is no English. */
const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1).optional() });
export type Words = z.infer<typeof words>;

const isoDate = z.string().refine(isIsoDate, 'a date that exists, as YYYY-MM-DD');
const yuan = z.string().regex(/^\d+(\.\d{1,2})?$/, 'yuan as a decimal string');
const rate = z.string().regex(/^\d+(\.\d+)?$/, 'a rate as a decimal string, 0.08 for 8 %');

/** How an amount comes about. `of` is a fact's or a derived fact's key; nothing is computed from an unknown one. */
export type AmountFormula =
  | { kind: 'fixed'; yuan: string; label?: Words | undefined; source?: string | undefined }
  | {
      kind: 'product';
      of: string;
      factors: {
        rate: string;
        label: Words;
        unit?: 'percent' | 'yuan' | 'times' | undefined;
        source?: string | undefined;
      }[];
    }
  | { kind: 'sum'; terms: AmountFormula[] }
  | {
      kind: 'cases';
      cases: { when: RuleGroup; then: AmountFormula }[];
      otherwise?: AmountFormula | undefined;
    };

const amountFormula: z.ZodType<AmountFormula> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('fixed'),
      yuan,
      label: words.optional(),
      source: z.string().optional(),
    }),
    z.strictObject({
      kind: z.literal('product'),
      of: z.string().min(1),
      factors: z
        .array(
          z.strictObject({
            rate,
            label: words,
            /** How the factor is written: 8 %, 1,500 yuan (a head), × 3. */
            unit: z.enum(['percent', 'yuan', 'times']).optional(),
            source: z.string().optional(),
          }),
        )
        .min(1),
    }),
    z.strictObject({ kind: z.literal('sum'), terms: z.array(amountFormula).min(1) }),
    z.strictObject({
      kind: z.literal('cases'),
      cases: z.array(z.strictObject({ when: ruleGroupSchema, then: amountFormula })).min(1),
      otherwise: amountFormula.optional(),
    }),
  ]),
);

const source = z.strictObject({
  /** What conditions, rates and caps point at. */
  id: z.string().min(1).max(80),
  documentNumber: z.string().optional(),
  documentTitle: z.string().min(1),
  /** The clause: 第三条 第（二）项. */
  path: z.string().optional(),
  /** A few words of the clause, by which the document's page marks it. */
  quote: z.string().optional(),
  /** The issuer's own page. */
  url: z.url().optional(),
});
export type PolicySource = z.infer<typeof source>;

/**
 * What binds policies to each other, by an id that each of them names: of `exclusive` ones a firm has one; of `capped`
 * ones it has no more than the cap in all; `same-base` ones are computed from the same figure, so that their amounts
 * aren't added up, whether or not a firm may have both.
 */
const bond = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('exclusive'),
    id: z.string().min(1).max(80),
    label: words,
    /** Id of the policy's source that says so. */
    source: z.string().min(1),
  }),
  z.strictObject({
    kind: z.literal('capped'),
    id: z.string().min(1).max(80),
    label: words,
    yuan,
    source: z.string().min(1),
  }),
  z.strictObject({ kind: z.literal('same-base'), id: z.string().min(1).max(80), label: words }),
]);
export type Bond = z.infer<typeof bond>;

/**
 * What a calendar year bears 年度限制: a firm has the policy once; no more than a sum over all policies that name the id;
 * a department spends no more than its budget over those of its policies that name the id.
 */
const yearlyLimit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('once'), source: z.string().min(1) }),
  z.strictObject({
    kind: z.enum(['sum', 'budget']),
    id: z.string().min(1).max(80),
    label: words,
    yuan,
    /** Id of the policy's source that says so. */
    source: z.string().min(1),
  }),
]);
export type YearlyLimit = z.infer<typeof yearlyLimit>;

/**
 * The content of a PolicyVersion 政策版本: all that a policy is, as JSON. Title, region, dates of force, department and
 * form are columns beside it.
 */
export const policyContentSchema = z
  .strictObject({
    /** One sentence for lists. */
    summary: words,
    topic: z.enum(['tax', 'employment', 'technology', 'finance', 'market', 'industry', 'other']),
    /** The five elements that every policy lists, and what to bring and do. */
    guide: z.strictObject({
      /** 惠及对象 */
      audience: words,
      /** 申报条件, in words; the rule below is what is computed. */
      conditions: words,
      /** 兑现时限 */
      timeLimit: words,
      /** 受理地址 */
      address: words,
      /** 咨询电话 */
      phone: words,
      materials: z.array(words).default([]),
      how: z.array(words).default([]),
      /** What isn't verified (待核实) or needs saying besides. */
      notes: z.array(words).default([]),
    }),
    rule: ruleGroupSchema,
    derived: z.array(derivedFactSchema).default([]),
    benefit: z.strictObject({
      /** What the firm gets: 本年少缴税款, 可加计扣除额. */
      label: words,
      amount: z
        .strictObject({
          kind: z.enum(['exact', 'about', 'up-to']),
          /** `base`: a figure that lowers a tax base (可加计扣除额), not money that the firm gets. Absent: money. */
          measure: z.enum(['money', 'base']).optional(),
          /** Absent when nothing but the cap is known. */
          formula: amountFormula.optional(),
          cap: z.strictObject({ yuan, label: words.optional(), source: z.string().optional() }).optional(),
        })
        .optional(),
    }),
    /** When applications are taken; absent: always. With `yearly` month and day recur each year. */
    window: z
      .strictObject({ opens: isoDate, closes: isoDate, yearly: z.boolean().default(false) })
      .optional(),
    /** automatic 免申即享, express 快申快享, on-application 依申请 */
    channel: z.enum(['automatic', 'express', 'on-application']),
    sources: z.array(source).min(1),
    bonds: z.array(bond).optional(),
    /** So many firms, first come first served, each year or once; absent: everyone. */
    quota: z
      .strictObject({
        slots: z.number().int().min(1),
        per: z.enum(['year', 'version']),
        source: z.string().min(1),
        /** Work days for which a place that becomes free is kept for the first of the line; absent: five. */
        offerDays: z.number().int().min(1).max(mostOfferDays).optional(),
      })
      .optional(),
    limits: z.array(yearlyLimit).optional(),
  })
  .superRefine((content, context) => {
    const amount = content.benefit.amount;
    if (amount && !amount.formula && !amount.cap) {
      context.addIssue({
        code: 'custom',
        path: ['benefit', 'amount'],
        message: 'an amount needs a formula or a cap',
      });
    }
    const limits = content.limits ?? [];
    const kinds = [...(content.bonds ?? []), ...limits].map(({ kind }) => kind);
    for (const kind of ['once', 'budget'] as const) {
      if (kinds.filter((one) => one === kind).length < 2) continue;
      context.addIssue({ code: 'custom', path: ['limits'], message: `${kind} stands there twice` });
    }
    if (kinds.filter((kind) => kind === 'capped' || kind === 'sum').length > 1) {
      context.addIssue({
        code: 'custom',
        path: ['bonds'],
        message: 'a policy counts towards one cap at most',
      });
    }
    const named = [...(content.bonds ?? []), ...(content.quota ? [content.quota] : []), ...limits];
    for (const item of named) {
      if ('source' in item && !content.sources.some(({ id }) => id === item.source)) {
        context.addIssue({
          code: 'custom',
          path: ['sources'],
          message: `no source has the id ${item.source}`,
        });
      }
    }
    if (content.window && !content.window.yearly && content.window.closes < content.window.opens) {
      context.addIssue({
        code: 'custom',
        path: ['window', 'closes'],
        message: 'the window closes before it opens',
      });
    }
  });
export type PolicyContent = z.infer<typeof policyContentSchema>;
/** As a library file writes it, before the defaults are filled in. */
export type PolicyContentInput = z.input<typeof policyContentSchema>;
