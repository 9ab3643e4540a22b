import { translator } from '~/app/words/translator';
import type { FactSet, KnownFact } from '~/knowledge/enterprises/fact-set';
import { formatValue } from '~/knowledge/policies/format-value';
import { matchWithPolicies } from '~/knowledge/policies/match-policies.server';
import type { AmountFormula } from '~/knowledge/policies/policy-content';

import type { TurnEvent, WorkedExample } from './turn-answer';
import type { TurnContext } from './turn-context.server';

/**
 * 试算: the amount by the policy's formula from the firm's own facts, exact, each value with its source. Nothing for
 * someone who is neither signed in for a firm nor stated a fact, and nothing for a firm that doesn't qualify; where a
 * fact is missing, it is named instead.
 */
export async function* workExample(context: TurnContext, policyId: string): AsyncGenerator<TurnEvent, void> {
  const { deps, request, conversation, asOf, draft } = context;
  const { enterpriseId, memory } = conversation;
  if (enterpriseId === null && Object.keys(memory.facts).length === 0) return;
  const locale = request.locale === 'en' ? 'en' : 'zh';
  const whose = enterpriseId !== null ? { enterpriseId } : { facts: memory.facts };
  const match = await matchWithPolicies(deps, {
    reader: request.reader,
    ...whose,
    asOf,
    policyIds: [policyId],
    locale,
  });
  const policy = match.policies.get(policyId);
  const verdict = match.verdicts.find((item) => item.policyId === policyId);
  const formula = policy?.content.benefit.amount?.formula;
  if (!policy || !verdict || !formula || ['ineligible', 'expired'].includes(verdict.shown)) return;
  const t = translator(request.locale);
  const { amount } = verdict;
  const link = `/policies/${policyId}`;
  const isComputed = amount !== undefined && amount.facts.length > 0;
  if (!isComputed) {
    const missing = keysOf(formula).flatMap((key) =>
      match.facts.has(key) ? [] : (match.catalogue.get(key)?.label[locale] ?? []),
    );
    if (missing.length === 0) return;
    const facts = [...new Set(missing)].join(locale === 'en' ? ', ' : '、');
    return yield draft.addText('note', 'computed', t('chat.example.missing', { facts }), { link });
  }
  const example: WorkedExample = {
    steps: amount.steps,
    kind: amount.kind,
    result: amount.text,
    facts: amount.facts.flatMap(({ key, period }) => {
      const definition = match.catalogue.get(key);
      const known = factAt(match.facts, key, period);
      if (!definition || !known) return [];
      const words = new Map((definition.codes ?? []).map(({ code, words: word }) => [code, word]));
      const field = { type: definition.type, unit: definition.unit ?? { zh: '', en: '' }, words };
      const label = period ? `${definition.label[locale]}（${period}）` : definition.label[locale];
      return [
        {
          label,
          value: formatValue(known.value, field, locale),
          source: sourceOf(known, t),
          observedAt: known.observedAt ?? '',
        },
      ];
    }),
  };
  yield draft.addText('example', 'computed', wordsOf(example, t), { part: { example }, link });
}

function factAt(facts: FactSet, key: string, period: string): KnownFact | undefined {
  return facts.get(key)?.get(period);
}

/** The firm's own statement is called so; a value without a source was stated in this conversation. */
function sourceOf({ source, sourceKind }: KnownFact, t: ReturnType<typeof translator>): string {
  if (sourceKind === 'stated') return t('policies.source.stated');
  return source ?? t('chat.example.stated');
}

function keysOf(formula: AmountFormula): string[] {
  switch (formula.kind) {
    case 'product':
      return [formula.of];
    case 'sum':
      return formula.terms.flatMap(keysOf);
    case 'cases':
      return [
        ...formula.cases.flatMap(({ then }) => keysOf(then)),
        ...(formula.otherwise ? keysOf(formula.otherwise) : []),
      ];
    case 'fixed':
      return [];
  }
}

function wordsOf(example: WorkedExample, t: ReturnType<typeof translator>): string {
  const sum = example.steps
    .map(({ sign, text, label }) =>
      `${sign === 'cap' ? t('policies.amount.cap') : sign} ${text}${label ? `（${label}）` : ''}`.trim(),
    )
    .join(' ');
  const facts = example.facts.map(
    ({ label, value, source, observedAt }) =>
      `${label} ${value}（${[source, observedAt].filter(Boolean).join(' · ')}）`,
  );
  return [`${sum} = ${example.result}`, ...facts, t('policies.amount.estimate')].join('\n');
}
