import { z } from 'zod';

import { termKey } from './term-key';

/**
 * What an entry does: `synonym` everyday word → official words (交社保 → 社会保险费征缴), `abbreviation` (高企 →
 * 高新技术企业), `district` (name of a place → its official name), `typo` (a common slip → the right word), `whole` a
 * word that must not be cut: no other entry begins or ends inside it (提高 keeps 高企 out of 提高企业竞争力).
 */
export const entryKinds = ['synonym', 'abbreviation', 'district', 'typo', 'whole'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** An entry as questions are read by it. */
export interface DictionaryWord {
  kind: EntryKind;
  term: string;
  targets: readonly string[];
  /** How much the targets count beside the reader's own words, above 0 to 1. */
  weight: number;
}

export const longestTerm = 40;
export const mostTargets = 6;

/** An entry as people and files give it; the messages say what would be right. */
export const entryInputSchema = z
  .strictObject({
    kind: z.enum(entryKinds, '类别应为 口语、简称、地名、错字、整词 之一'),
    term: z
      .string('请填写词语')
      .trim()
      .min(1, '请填写词语')
      .max(longestTerm, `词语不超过 ${longestTerm} 字`)
      .refine((term) => termKey(term) !== '', '词语应含有文字或数字，不能只有标点'),
    targets: z
      .array(z.string().trim().min(1).max(60, '规范用语每个不超过 60 字'))
      .max(mostTargets, `规范用语不超过 ${mostTargets} 个`)
      .default([]),
    weight: z
      .number('权重应为 0.1 至 1 的数')
      .min(0.1, '权重应为 0.1 至 1 的数')
      .max(1, '权重应为 0.1 至 1 的数')
      .default(0.8),
    note: z.string().trim().max(200, '备注不超过 200 字').default(''),
  })
  .superRefine(({ kind, term, targets }, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', path: ['targets'], message });
    if (kind === 'whole' && targets.length > 0) problem('整词只需填写词语本身，不填规范用语');
    if (kind !== 'whole' && targets.length === 0) problem('请填写至少一个规范用语');
    if (targets.some((target) => termKey(target) === termKey(term))) problem('规范用语与词语相同，不起作用');
    // One character stands in half of all words: 税 → 增值税 would be in every question.
    if (kind !== 'whole' && [...termKey(term)].length < 2)
      context.addIssue({ code: 'custom', path: ['term'], message: '词语至少 2 个字，单字会误伤大多数问题' });
  });
export type EntryInput = z.infer<typeof entryInputSchema>;
