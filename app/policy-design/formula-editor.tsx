import { useTranslation } from 'react-i18next';

import type { DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';
import type { FactType } from '~/knowledge/enterprises/fact-definition';

import { ClassEditor } from './class-editor';
import type { BuilderContext } from './editor-context';
import { FactSelect } from './fact-select';
import { ScoreEditor } from './score-editor';

type Formula = DerivedFactInput['formula'];
export type FormulaKind = Formula['kind'];
export const formulaKinds: readonly FormulaKind[] = [
  'ratio',
  'sum',
  'mean',
  'growth',
  'difference',
  'age',
  'best',
  'score',
  'classify',
];

/** Figures can be counted with. */
export const figureTypes: readonly FactType[] = ['money', 'count', 'share', 'number'];

/** What a new formula begins with. */
export function newFormula(kind: FormulaKind): Formula {
  switch (kind) {
    case 'ratio':
      return { kind, numerator: '', denominator: '' };
    case 'sum':
    case 'mean':
    case 'best':
      return { kind, of: ['', ''] };
    case 'growth':
      return { kind, of: '', years: 1 };
    case 'difference':
      return { kind, minuend: '', subtrahend: '' };
    case 'age':
      return { kind, of: 'registration.date', in: 'years' };
    case 'score':
      return { kind, indicators: [] };
    case 'classify':
      return { kind, by: 'industry.code', classes: ['a', 'b'], branches: [] };
  }
}

export type Operand = string | { key: string; yearsBack?: number | undefined };

interface FormulaProps {
  builder: BuilderContext;
  fact: DerivedFactInput;
  formula: Formula;
  /** `more` goes onto the derived fact itself (its type, the words of its classes). */
  onChange: (formula: Formula, more: Partial<DerivedFactInput>, mark: string | null) => void;
}

/** The fields of each kind of formula. */
export function FormulaEditor({ builder, fact, formula, onChange }: FormulaProps) {
  const { t } = useTranslation();
  const operand = (label: string, value: Operand, set: (next: Operand) => Formula) => (
    <OperandField
      builder={builder}
      label={label}
      value={value}
      without={fact.key}
      onChange={(next) => onChange(set(next), {}, null)}
    />
  );
  switch (formula.kind) {
    case 'ratio':
      return (
        <div className="pd-formula">
          {operand(t('rules.formula.numerator'), formula.numerator, (numerator) => ({
            ...formula,
            numerator,
          }))}
          <span aria-hidden="true">÷</span>
          {operand(t('rules.formula.denominator'), formula.denominator, (denominator) => ({
            ...formula,
            denominator,
          }))}
          <YearsField
            value={formula.years}
            onChange={(years) => onChange(withYears(formula, years), {}, null)}
          />
        </div>
      );
    case 'sum':
    case 'mean':
    case 'best':
      return (
        <div className="pd-formula">
          {formula.of.map((item, at) => (
            <span key={at} className="pd-formula-part">
              {operand(t('rules.formula.part', { n: at + 1 }), item, (next) => ({
                ...formula,
                of: formula.of.map((old, index) => (index === at ? next : old)),
              }))}
              {formula.of.length > 1 && (
                <button
                  type="button"
                  className="pd-x"
                  aria-label={t('rules.formula.remove-part', { n: at + 1 })}
                  onClick={() =>
                    onChange({ ...formula, of: formula.of.filter((_, index) => index !== at) }, {}, null)
                  }
                >
                  <i className="bi bi-x" aria-hidden="true" />
                </button>
              )}
            </span>
          ))}
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() => onChange({ ...formula, of: [...formula.of, ''] }, {}, null)}
          >
            <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.formula.add-part')}
          </button>
          {formula.kind === 'best' ? (
            <select
              className="form-select pd-select"
              aria-label={t('rules.formula.pick')}
              value={formula.pick ?? 'highest'}
              onChange={(event) =>
                onChange({ ...formula, pick: event.target.value as 'highest' | 'lowest' }, {}, null)
              }
            >
              <option value="highest">{t('rules.formula.highest')}</option>
              <option value="lowest">{t('rules.formula.lowest')}</option>
            </select>
          ) : (
            <YearsField
              value={formula.years}
              onChange={(years) => onChange(withYears(formula, years), {}, null)}
            />
          )}
        </div>
      );
    case 'growth':
      return (
        <div className="pd-formula">
          {operand(t('rules.formula.of'), formula.of, (next) => ({
            ...formula,
            of: typeof next === 'string' ? next : next.key,
          }))}
          <label className="pd-inline">
            {t('rules.formula.against')}
            <select
              className="form-select pd-select"
              value={formula.years ?? 1}
              onChange={(event) => onChange({ ...formula, years: Number(event.target.value) }, {}, null)}
            >
              {[1, 2, 3, 4, 5].map((n) => (
                <option key={n} value={n}>
                  {t('rules.formula.years-before', { n })}
                </option>
              ))}
            </select>
          </label>
        </div>
      );
    case 'difference':
      return (
        <div className="pd-formula">
          {operand(t('rules.formula.minuend'), formula.minuend, (minuend) => ({ ...formula, minuend }))}
          <span aria-hidden="true">−</span>
          {operand(t('rules.formula.subtrahend'), formula.subtrahend, (subtrahend) => ({
            ...formula,
            subtrahend,
          }))}
        </div>
      );
    case 'age':
      return (
        <div className="pd-formula">
          <FactSelect
            builder={builder}
            label={t('rules.formula.date')}
            value={formula.of}
            types={['date']}
            onChange={(of) => onChange({ ...formula, of }, {}, null)}
          />
          <select
            className="form-select pd-select"
            aria-label={t('rules.formula.until')}
            value={formula.until === undefined ? 'day' : 'date'}
            onChange={(event) => {
              const { until: _, ...rest } = formula;
              const next = event.target.value === 'date' ? { ...rest, until: 'registration.date' } : rest;
              onChange(next, {}, null);
            }}
          >
            <option value="day">{t('rules.formula.until.day')}</option>
            <option value="date">{t('rules.formula.until.date')}</option>
          </select>
          {formula.until !== undefined && (
            <FactSelect
              builder={builder}
              label={t('rules.formula.until-date')}
              value={formula.until}
              types={['date']}
              onChange={(until) => onChange({ ...formula, until }, {}, null)}
            />
          )}
          <select
            className="form-select pd-select"
            aria-label={t('rules.formula.in')}
            value={formula.in ?? 'years'}
            onChange={(event) => onChange({ ...formula, in: event.target.value as 'years' }, {}, null)}
          >
            {(['years', 'months', 'days'] as const).map((unit) => (
              <option key={unit} value={unit}>
                {t(`rules.formula.in.${unit}`)}
              </option>
            ))}
          </select>
        </div>
      );
    case 'score':
      return (
        <ScoreEditor
          builder={builder}
          factKey={fact.key}
          indicators={formula.indicators}
          onChange={(indicators, mark) => onChange({ ...formula, indicators }, {}, mark)}
        />
      );
    case 'classify':
      return <ClassEditor builder={builder} fact={fact} formula={formula} onChange={onChange} />;
  }
}

interface OperandProps {
  builder: BuilderContext;
  label: string;
  value: Operand;
  without: string;
  onChange: (value: Operand) => void;
}

/** A fact, of the latest complete year or of one before. */
export function OperandField({ builder, label, value, without, onChange }: OperandProps) {
  const { t } = useTranslation();
  const key = typeof value === 'string' ? value : value.key;
  const yearsBack = typeof value === 'string' ? 0 : (value.yearsBack ?? 0);
  const isYearly = builder.catalogue.get(key)?.periods.includes('year') ?? builder.context.derived.has(key);
  return (
    <span className="pd-formula-part">
      <FactSelect
        builder={builder}
        label={label}
        value={key}
        types={figureTypes}
        without={without}
        onChange={(next) => onChange(yearsBack > 0 ? { key: next, yearsBack } : next)}
      />
      {isYearly && (
        <select
          className="form-select pd-select"
          aria-label={t('rules.formula.year-of', { label })}
          value={yearsBack}
          onChange={(event) => {
            const back = Number(event.target.value);
            onChange(back > 0 ? { key, yearsBack: back } : key);
          }}
        >
          {[0, 1, 2, 3].map((n) => (
            <option key={n} value={n}>
              {t(n === 0 ? 'rules.formula.latest' : 'rules.formula.years-before', { n })}
            </option>
          ))}
        </select>
      )}
    </span>
  );
}

type Years = number | { count: number; since: string } | undefined;

/** How many years are taken together; a younger firm may count those that it has been in business. */
function YearsField({ value, onChange }: { value: Years; onChange: (years: Years) => void }) {
  const { t } = useTranslation();
  const count = typeof value === 'object' ? value.count : (value ?? 1);
  const isSince = typeof value === 'object';
  const write = (next: number, since: boolean) =>
    onChange(since ? { count: next, since: 'registration.date' } : next === 1 ? undefined : next);
  return (
    <span className="pd-formula-part">
      <select
        className="form-select pd-select"
        aria-label={t('rules.formula.years')}
        value={count}
        onChange={(event) => write(Number(event.target.value), isSince)}
      >
        {[1, 2, 3, 4, 5].map((n) => (
          <option key={n} value={n}>
            {t(n === 1 ? 'rules.formula.one-year' : 'rules.formula.n-years', { n })}
          </option>
        ))}
      </select>
      {count > 1 && (
        <label className="pd-check">
          <input type="checkbox" checked={isSince} onChange={(event) => write(count, event.target.checked)} />
          {t('rules.formula.since')}
        </label>
      )}
    </span>
  );
}

function withYears<Kind extends { years?: Years }>(formula: Kind, years: Years): Kind {
  const { years: _years, ...rest } = formula;
  return (years === undefined ? rest : { ...rest, years }) as Kind;
}
