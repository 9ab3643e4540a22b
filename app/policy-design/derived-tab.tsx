import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';

import { DerivedPreview } from './derived-preview';
import type { BuilderContext } from './editor-context';
import { FormulaEditor, formulaKinds, newFormula, type FormulaKind } from './formula-editor';
import { OverridesEditor } from './overrides-editor';

interface DerivedTabProps {
  builder: BuilderContext;
  content: PolicyDraft;
  setContent: (change: (old: PolicyDraft) => PolicyDraft, mark?: string | null) => void;
}

/** 衍生数据: what the policy computes from facts, without code, tried on a firm beside it. */
export function DerivedTab({ builder, content, setContent }: DerivedTabProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<FormulaKind>('ratio');
  const { isReadOnly } = builder;
  const change = (at: number, next: DerivedFactInput, mark: string | null) =>
    setContent(
      (old) => ({ ...old, derived: old.derived.map((fact, index) => (index === at ? next : fact)) }),
      mark,
    );
  const add = () =>
    setContent((old) => ({
      ...old,
      derived: [...old.derived, newDerived(kind, builder.policyId, old.derived)],
    }));
  return (
    <>
      {content.derived.length === 0 && (
        <section className="hq-card hq-empty">
          <i className="bi bi-calculator" aria-hidden="true" />
          <p>{t('rules.derived.empty')}</p>
        </section>
      )}
      {content.derived.map((fact, at) => (
        <section key={at} className="hq-card" aria-label={fact.label ?? fact.key} data-derived={fact.key}>
          <div className="hq-card-h">
            <h2>{fact.label || t('rules.derived.unnamed')}</h2>
            <span className="tag">{t(`rules.formula.${fact.formula.kind}`)}</span>
            {!isReadOnly && (
              <button
                type="button"
                className="btn btn-link btn-sm pd-right"
                onClick={() =>
                  setContent((old) => ({ ...old, derived: old.derived.filter((_, index) => index !== at) }))
                }
              >
                <i className="bi bi-trash" aria-hidden="true" /> {t('rules.derived.remove')}
              </button>
            )}
          </div>
          <fieldset className="pd-card stack" disabled={isReadOnly}>
            <div className="pd-grid">
              <Text
                label={t('rules.derived.label')}
                value={fact.label ?? ''}
                onChange={(label) => change(at, { ...fact, label }, `label ${at}`)}
              />
              <Text
                label={t('rules.derived.label-en')}
                value={fact.labelEn ?? ''}
                onChange={(labelEn) => change(at, { ...fact, labelEn }, `en ${at}`)}
              />
              <Text
                label={t('rules.derived.unit')}
                value={fact.unit ?? ''}
                onChange={(unit) => change(at, { ...fact, unit }, `unit ${at}`)}
              />
              <Text
                label={t('rules.derived.key')}
                value={fact.key}
                onChange={(key) =>
                  // The conditions that read it follow its new key.
                  setContent((old) => renameDerived(old, fact.key, key.trim().toLowerCase()), `key ${at}`)
                }
              />
            </div>
            <FormulaEditor
              builder={builder}
              fact={fact}
              formula={fact.formula}
              onChange={(formula, more, mark) => change(at, { ...fact, ...more, formula }, mark)}
            />
            <OverridesEditor
              builder={builder}
              fact={fact}
              onChange={(next, mark) => change(at, next, mark)}
            />
            {builder.findings
              .filter(({ tab, id }) => tab === 'derived' && id === fact.key)
              .map((finding, index) => (
                <p key={index} className={`pd-finding pd-finding-${finding.severity}`}>
                  <i className="bi bi-exclamation-triangle" aria-hidden="true" />{' '}
                  {t(`rules.lint.${finding.code}`, finding.params)}
                </p>
              ))}
          </fieldset>
        </section>
      ))}
      {!isReadOnly && (
        <section className="hq-card hq-card-b row-x wrapx" aria-label={t('rules.derived.add')}>
          <select
            className="form-select pd-select"
            aria-label={t('rules.derived.kind')}
            value={kind}
            onChange={(event) => setKind(event.target.value as FormulaKind)}
          >
            {formulaKinds.map((item) => (
              <option key={item} value={item}>
                {t(`rules.formula.${item}`)}
              </option>
            ))}
          </select>
          <button type="button" className="btn btn-outline-primary btn-sm" onClick={add}>
            <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.derived.add')}
          </button>
          <span className="hq-sm hq-muted grow">{t(`rules.formula.${kind}.help`)}</span>
        </section>
      )}
      <DerivedPreview builder={builder} content={content} />
    </>
  );
}

interface TextProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Text({ label, value, onChange }: TextProps) {
  return (
    <label className="pd-field">
      <span className="form-label">{label}</span>
      <input className="form-control" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

function newDerived(
  kind: FormulaKind,
  policyId: string,
  others: readonly DerivedFactInput[],
): DerivedFactInput {
  const name = `${policyId}.${kind}`;
  let key = name;
  for (let number = 2; others.some((fact) => fact.key === key); number += 1) key = `${name}-${number}`;
  const type = kind === 'ratio' || kind === 'growth' ? 'share' : kind === 'classify' ? 'code' : 'number';
  return { key, type, label: '', formula: newFormula(kind) };
}

/** The draft with a derived fact's key changed wherever it is read. */
function renameDerived(draft: PolicyDraft, from: string, to: string): PolicyDraft {
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== 'object' || value === null) return value === from ? to : value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        ['label', 'labelEn', 'unit'].includes(name) ? (item as unknown) : rename(item),
      ]),
    );
  };
  return {
    ...draft,
    derived: rename(draft.derived) as PolicyDraft['derived'],
    rule: rename(draft.rule),
    benefit: rename(draft.benefit) as PolicyDraft['benefit'],
  };
}
