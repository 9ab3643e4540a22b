import { useTranslation } from 'react-i18next';

import type { AmountFormula } from '~/knowledge/policies/policy-content';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';

import { CaseCondition, newCaseLeaf } from './case-condition';
import type { BuilderContext } from './editor-context';
import { FactSelect } from './fact-select';
import { figureTypes } from './formula-editor';
import { shiftDecimal } from './shift-decimal';
import { DecimalInput, MoneyInput } from './value-editor';

type Kind = AmountFormula['kind'];
const kinds: readonly Kind[] = ['fixed', 'product', 'sum', 'cases'];

/** What an amount of a kind begins with. */
export function newAmount(kind: Kind): AmountFormula {
  switch (kind) {
    case 'fixed':
      return { kind, yuan: '' };
    case 'product':
      return { kind, of: '', factors: [{ rate: '', label: { zh: '' }, unit: 'percent' }] };
    case 'sum':
      return { kind, terms: [newAmount('fixed')] };
    case 'cases':
      return { kind, cases: [{ when: newCase(), then: newAmount('fixed') }] };
  }
}

const newCase = (): RuleGroup => ({ combinator: 'and', rules: [newCaseLeaf] });

interface AmountProps {
  builder: BuilderContext;
  formula: AmountFormula | undefined;
  label: string;
  depth: number;
  onChange: (formula: AmountFormula | undefined, mark: string | null) => void;
}

/** How an amount comes about: fixed, a share of a fact, a sum, or another for each case. */
export function AmountEditor({ builder, formula, label, depth, onChange }: AmountProps) {
  const { t } = useTranslation();
  return (
    <div className="pd-indicator" role="group" aria-label={label}>
      <div className="pd-row">
        <select
          className="form-select pd-select"
          aria-label={label}
          value={formula?.kind ?? ''}
          onChange={(event) =>
            onChange(event.target.value ? newAmount(event.target.value as Kind) : undefined, null)
          }
        >
          {depth === 0 && <option value="">{t('rules.amount.none')}</option>}
          {kinds
            .filter((kind) => depth < 2 || kind === 'fixed' || kind === 'product')
            .map((kind) => (
              <option key={kind} value={kind}>
                {t(`rules.amount.${kind}`)}
              </option>
            ))}
        </select>
        {formula?.kind === 'fixed' && (
          <MoneyInput
            label={t('rules.amount.yuan')}
            value={formula.yuan}
            disabled={builder.isReadOnly}
            onChange={(yuan) => onChange({ ...formula, yuan }, 'yuan')}
          />
        )}
        {formula?.kind === 'product' && (
          <FactSelect
            builder={builder}
            label={t('rules.amount.of')}
            value={formula.of}
            types={figureTypes}
            onChange={(of) => onChange({ ...formula, of }, null)}
          />
        )}
      </div>
      {formula?.kind === 'product' && <Factors formula={formula} onChange={onChange} />}
      {formula?.kind === 'sum' && (
        <>
          {formula.terms.map((term, at) => (
            <AmountEditor
              key={at}
              builder={builder}
              formula={term}
              label={t('rules.amount.term', { n: at + 1 })}
              depth={depth + 1}
              onChange={(next, mark) =>
                next &&
                onChange(
                  { ...formula, terms: formula.terms.map((old, index) => (index === at ? next : old)) },
                  mark,
                )
              }
            />
          ))}
          <button
            type="button"
            className="btn btn-link btn-sm"
            onClick={() => onChange({ ...formula, terms: [...formula.terms, newAmount('fixed')] }, null)}
          >
            <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.amount.add-term')}
          </button>
        </>
      )}
      {formula?.kind === 'cases' && (
        <Cases builder={builder} formula={formula} depth={depth} onChange={onChange} />
      )}
    </div>
  );
}

type Product = Extract<AmountFormula, { kind: 'product' }>;

function Factors({
  formula,
  onChange,
}: {
  formula: Product;
  onChange: (next: Product, mark: string | null) => void;
}) {
  const { t } = useTranslation();
  const change = (at: number, next: Product['factors'][number], mark: string | null) =>
    onChange({ ...formula, factors: formula.factors.map((old, index) => (index === at ? next : old)) }, mark);
  return (
    <>
      {formula.factors.map((factor, at) => {
        const places = (factor.unit ?? 'percent') === 'percent' ? 2 : 0;
        return (
          <div key={at} className="pd-row">
            <span aria-hidden="true">×</span>
            <DecimalInput
              label={t('rules.amount.rate', { n: at + 1 })}
              text={factor.rate === '' ? '' : (shiftDecimal(factor.rate, places) ?? '')}
              disabled={false}
              onText={(text) =>
                change(at, { ...factor, rate: shiftDecimal(text, -places) ?? '' }, `rate ${at}`)
              }
            />
            <select
              className="form-select pd-select"
              aria-label={t('rules.amount.unit', { n: at + 1 })}
              value={factor.unit ?? 'percent'}
              onChange={(event) =>
                change(at, { ...factor, rate: '', unit: event.target.value as 'percent' }, null)
              }
            >
              {(['percent', 'yuan', 'times'] as const).map((unit) => (
                <option key={unit} value={unit}>
                  {t(`rules.amount.unit.${unit}`)}
                </option>
              ))}
            </select>
            <input
              className="form-control pd-label"
              aria-label={t('rules.amount.name', { n: at + 1 })}
              placeholder={t('rules.amount.name', { n: at + 1 })}
              value={factor.label.zh}
              onChange={(event) =>
                change(at, { ...factor, label: { ...factor.label, zh: event.target.value } }, `name ${at}`)
              }
            />
            <button
              type="button"
              className="pd-x"
              aria-label={t('rules.amount.remove', { n: at + 1 })}
              disabled={formula.factors.length === 1}
              onClick={() =>
                onChange({ ...formula, factors: formula.factors.filter((_, index) => index !== at) }, null)
              }
            >
              <i className="bi bi-x" aria-hidden="true" />
            </button>
          </div>
        );
      })}
      <button
        type="button"
        className="btn btn-link btn-sm"
        onClick={() =>
          onChange(
            { ...formula, factors: [...formula.factors, { rate: '', label: { zh: '' }, unit: 'percent' }] },
            null,
          )
        }
      >
        <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.amount.add-factor')}
      </button>
    </>
  );
}

type CasesFormula = Extract<AmountFormula, { kind: 'cases' }>;

/** Different amounts by any condition: the first case that a firm meets counts. */
function Cases({
  builder,
  formula,
  depth,
  onChange,
}: Omit<AmountProps, 'formula' | 'label'> & { formula: CasesFormula }) {
  const { t } = useTranslation();
  const change = (at: number, next: CasesFormula['cases'][number], mark: string | null) =>
    onChange({ ...formula, cases: formula.cases.map((old, index) => (index === at ? next : old)) }, mark);
  return (
    <>
      {formula.cases.map((item, at) => (
        <div key={at} className="pd-case">
          <div className="pd-row">
            <b className="hq-sm">{t('rules.amount.when')}</b>
            <CaseCondition
              builder={builder}
              when={item.when}
              label={t('rules.amount.case', { n: at + 1 })}
              onChange={(when, mark) => change(at, { ...item, when }, mark && `${mark} ${at}`)}
            />
            <button
              type="button"
              className="pd-x"
              aria-label={t('rules.amount.remove-case', { n: at + 1 })}
              disabled={formula.cases.length === 1}
              onClick={() =>
                onChange({ ...formula, cases: formula.cases.filter((_, index) => index !== at) }, null)
              }
            >
              <i className="bi bi-x" aria-hidden="true" />
            </button>
          </div>
          <AmountEditor
            builder={builder}
            formula={item.then}
            label={t('rules.amount.then', { n: at + 1 })}
            depth={depth + 1}
            onChange={(then, mark) => then && change(at, { ...item, then }, mark)}
          />
        </div>
      ))}
      <button
        type="button"
        className="btn btn-link btn-sm"
        onClick={() =>
          onChange(
            { ...formula, cases: [...formula.cases, { when: newCase(), then: newAmount('fixed') }] },
            null,
          )
        }
      >
        <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.amount.add-case')}
      </button>
      <AmountEditor
        builder={builder}
        formula={formula.otherwise}
        label={t('rules.amount.otherwise')}
        depth={0}
        onChange={(otherwise, mark) => {
          const { otherwise: _otherwise, ...rest } = formula;
          onChange(otherwise ? { ...rest, otherwise } : rest, mark);
        }}
      />
    </>
  );
}
