import { useTranslation } from 'react-i18next';

import { findField } from '~/knowledge/policies/rule-context';
import { isRuleGroup, type RuleGroup, type RuleLeaf } from '~/knowledge/policies/rule-schema';
import { ruleSentence, sentenceText } from '~/knowledge/policies/rule-sentence';

import type { BuilderContext } from './editor-context';
import { FactSelect } from './fact-select';
import { OperatorAndValue } from './operator-and-value';
import { withField, withOperator } from './operators';

interface CaseConditionProps {
  builder: BuilderContext;
  when: RuleGroup;
  /** Of which case, for those who can't see it. */
  label: string;
  onChange: (when: RuleGroup, mark: string | null) => void;
}

/** What makes a case of an amount: any conditions, all of them or one; a group within a group is told in words. */
export function CaseCondition({ builder, when, label, onChange }: CaseConditionProps) {
  const { t } = useTranslation();
  const { isReadOnly, context, locale } = builder;
  const leaves = when.rules.flatMap((rule) => (isRuleGroup(rule) ? [] : [rule]));
  if (leaves.length < when.rules.length || when.not)
    return <span className="hq-sm">{sentenceText(ruleSentence(when, context, locale))}</span>;
  const change = (at: number, next: RuleLeaf, mark: string | null) =>
    onChange({ ...when, rules: leaves.map((old, index) => (index === at ? next : old)) }, mark);
  return (
    <div className="pd-case-conditions" role="group" aria-label={label}>
      {leaves.map((leaf, at) => (
        <div key={at} className="pd-row">
          {at > 0 && (
            <select
              className="form-select pd-select"
              aria-label={t('rules.amount.join')}
              value={when.combinator}
              disabled={isReadOnly}
              onChange={(event) =>
                onChange({ ...when, combinator: event.target.value === 'or' ? 'or' : 'and' }, null)
              }
            >
              <option value="and">{t('rules.amount.and')}</option>
              <option value="or">{t('rules.amount.or')}</option>
            </select>
          )}
          <CaseLeaf builder={builder} leaf={leaf} onChange={(next, mark) => change(at, next, mark)} />
          <button
            type="button"
            className="pd-x"
            aria-label={t('rules.amount.remove-condition', { n: at + 1 })}
            disabled={isReadOnly || leaves.length === 1}
            onClick={() => onChange({ ...when, rules: leaves.filter((_, index) => index !== at) }, null)}
          >
            <i className="bi bi-x" aria-hidden="true" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="btn btn-link btn-sm"
        disabled={isReadOnly}
        onClick={() => onChange({ ...when, rules: [...leaves, newCaseLeaf] }, null)}
      >
        <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.amount.add-condition')}
      </button>
    </div>
  );
}

/** A case begins with the firm's size, the commonest of them. */
export const newCaseLeaf: RuleLeaf = { field: 'size', operator: 'in', value: ['small', 'micro'] };

function CaseLeaf({
  builder,
  leaf,
  onChange,
}: {
  builder: BuilderContext;
  leaf: RuleLeaf;
  onChange: (leaf: RuleLeaf, mark: string | null) => void;
}) {
  const { t } = useTranslation();
  const field = leaf.field ? findField(leaf.field, builder.context) : null;
  return (
    <>
      <FactSelect
        builder={builder}
        value={leaf.field ?? ''}
        label={t('rules.fact')}
        onChange={(key) => {
          const next = findField(key, builder.context);
          if (next) onChange(withField(leaf, key, next.type, field?.type ?? null), null);
        }}
      />
      {field && (
        <OperatorAndValue
          builder={builder}
          field={field}
          leaf={leaf}
          onOperator={(operator) => onChange(withOperator(leaf, operator), null)}
          onValue={(value) => onChange({ ...leaf, value }, 'case value')}
        />
      )}
    </>
  );
}
