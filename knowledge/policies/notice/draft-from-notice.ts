import type { DerivedFactInput } from '../../enterprises/derived-fact-schema';
import { emptyPolicyDraft, type PolicyDraft } from '../design/policy-draft';
import type { RuleGroup, RuleLeaf } from '../rule-schema';
import type { Found, NoticeDraft, NoticeElement } from './notice-draft';

/** The notice that a policy is drafted from. */
export interface NoticeSource {
  title: string;
  documentNumber: string | null;
}

/** Which of what was found a person keeps: places in the draft's lists. */
export interface KeptFindings {
  conditions: readonly number[];
  /** The one amount that the benefit is; null for none. */
  amount: number | null;
}

/** The policy's draft from what a person kept; every part that has a source carries it. */
export function draftFromNotice(notice: NoticeDraft, kept: KeptFindings, source: NoticeSource): PolicyDraft {
  const draft = emptyPolicyDraft();
  const sources = openSources(source);
  const conditions = kept.conditions.flatMap((at) => notice.conditions[at] ?? []);
  const amount = kept.amount === null ? undefined : notice.amounts[kept.amount];
  const text = (element: NoticeElement) => ({ zh: notice.elements[element]?.value ?? '' });
  return {
    ...draft,
    guide: {
      ...draft.guide,
      audience: text('audience'),
      conditions: {
        zh: notice.elements.conditions?.value ?? conditions.map(({ quote }) => quote).join('\n'),
      },
      timeLimit: text('timeLimit'),
      address: text('address'),
      phone: text('phone'),
      materials: notice.materials.map(({ value }) => ({ zh: value })),
    },
    rule: {
      combinator: 'and',
      rules: conditions.map((found, at) => withSource(found.value, sources.of(found), `c${String(at + 1)}`)),
    },
    derived: distinct(conditions.flatMap(({ derived }) => derived)),
    benefit: {
      label: { zh: amount ? amount.quote.replace(/[。；]$/, '') : '' },
      ...(amount && {
        amount: {
          kind: amount.value.formula?.kind === 'fixed' ? ('exact' as const) : ('about' as const),
          ...(amount.value.formula && { formula: amount.value.formula }),
          ...(amount.value.cap && { cap: { ...amount.value.cap, source: sources.of(amount) } }),
        },
      }),
    },
    ...(notice.window && { window: { ...notice.window.value, yearly: false } }),
    sources: sources.all(),
  };
}

/** One source a passage, in order of first use. */
function openSources(source: NoticeSource) {
  const byPassage = new Map<number, PolicyDraft['sources'][number]>();
  return {
    of: ({ passageId, path, quote }: Found<unknown>): string => {
      const standing = byPassage.get(passageId);
      if (standing) return standing.id;
      const id = `s${String(byPassage.size + 1)}`;
      byPassage.set(passageId, {
        id,
        documentTitle: source.title,
        ...(source.documentNumber && { documentNumber: source.documentNumber }),
        ...(path && { path }),
        quote: quote.slice(0, 60),
      });
      return id;
    },
    all: () => {
      const named = [...byPassage.values()];
      if (named.length > 0) return named;
      const { title, documentNumber } = source;
      return [{ id: 's1', documentTitle: title, ...(documentNumber && { documentNumber }) }];
    },
  };
}

function withSource(rule: RuleLeaf | RuleGroup, source: string, id: string): RuleLeaf | RuleGroup {
  if (!('rules' in rule)) return { ...rule, id, source };
  const rules = rule.rules.map((each, at) => withSource(each, source, `${id}-${String(at + 1)}`));
  return { ...rule, id, source, rules };
}

function distinct(derived: readonly DerivedFactInput[]): DerivedFactInput[] {
  return [...new Map(derived.map((each) => [each.key, each])).values()];
}
