import { useTranslation } from 'react-i18next';

import { operandLimits, type Calculation, type Operand } from '~/forms/definition/rules/calculation-logic';
import type { RuleNames } from './say-rule';

interface EditorProps {
  calculation: Calculation;
  names: RuleNames;
  onChange: (calculation: Calculation) => void;
}

const kinds: Calculation['kind'][] = ['sum', 'difference', 'product', 'share'];

/** 自动计算 in blocks: what is done, with which fields, columns and numbers, to how many places. */
export function CalculationEditor({ calculation, names, onChange }: EditorProps) {
  const { t } = useTranslation();
  const { kind, operands, decimals, percent } = calculation;
  const put = (index: number, operand: Operand | null) =>
    onChange({
      ...calculation,
      operands: operand
        ? operands.map((one, at) => (at === index ? operand : one))
        : operands.filter((_, at) => at !== index),
    });
  const least = kind === 'sum' ? 1 : 2;
  return (
    <div className="rule-group is-all">
      <label className="rule-line">
        <span>{t('builder.rules.calculate')}</span>
        <select
          className="form-select"
          value={kind}
          onChange={({ target }) => onChange(withKind(calculation, target.value as Calculation['kind']))}
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {t(`builder.rules.kind.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <ul className="plain rule-items">
        {operands.map((operand, index) => (
          <li key={index} className="rule-row">
            <OperandEditor
              operand={operand}
              names={names}
              label={t('builder.rules.operand', { n: index + 1 })}
              onChange={(next) => put(index, next)}
            />
            {operands.length > least && (
              <button
                type="button"
                className="iconbtn"
                aria-label={t('builder.rules.remove-operand', { n: index + 1 })}
                title={t('builder.rules.remove')}
                onClick={() => put(index, null)}
              >
                <i className="bi bi-x-lg" aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {operands.length < operandLimits[kind] && (
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          onClick={() => onChange({ ...calculation, operands: [...operands, { field: '' }] })}
        >
          <i className="bi bi-plus-lg" aria-hidden="true" />
          {t('builder.rules.add-operand')}
        </button>
      )}
      <div className="rule-line">
        <label className="rule-line">
          <span>{t('builder.rules.decimals')}</span>
          <select
            className="form-select"
            value={decimals}
            onChange={({ target }) => onChange({ ...calculation, decimals: Number(target.value) })}
          >
            {[0, 1, 2, 3, 4, 5, 6].map((places) => (
              <option key={places} value={places}>
                {t('builder.rules.places', { n: places })}
              </option>
            ))}
          </select>
        </label>
        {kind === 'share' && (
          <label className="rule-tick">
            <input
              type="checkbox"
              className="form-check-input"
              checked={percent === true}
              onChange={({ target }) => {
                const { percent: _, ...rest } = calculation;
                onChange(target.checked ? { ...rest, percent: true } : rest);
              }}
            />
            {t('builder.rules.percent')}
          </label>
        )}
      </div>
    </div>
  );
}

/** The kind with as many operands as it needs and may have. */
export function withKind(calculation: Calculation, kind: Calculation['kind']): Calculation {
  const { percent, ...rest } = calculation;
  const operands = rest.operands.slice(0, operandLimits[kind]);
  const least = kind === 'sum' ? 1 : 2;
  while (operands.length < least) operands.push({ field: '' });
  return { ...rest, kind, operands, ...(kind === 'share' && { percent: percent ?? true }) };
}

function OperandEditor({
  operand,
  names,
  label,
  onChange,
}: {
  operand: Operand;
  names: RuleNames;
  label: string;
  onChange: (operand: Operand) => void;
}) {
  const { t } = useTranslation();
  const numbers = names.fields.filter(({ kind }) => kind === 'number');
  const value = 'field' in operand ? `f ${operand.field}` : 'column' in operand ? `c ${operand.column}` : 'n';
  const isKnown =
    value === 'n' ||
    numbers.some(({ path }) => value === `f ${path}`) ||
    names.columns.some(({ path }) => value === `c ${path}`);
  return (
    <>
      <select
        className="form-select"
        aria-label={label}
        aria-invalid={isKnown ? undefined : true}
        value={isKnown ? value : ''}
        onChange={({ target }) => {
          const name = target.value.slice(2);
          if (target.value === 'n') onChange({ number: 0 });
          else onChange(target.value.startsWith('c ') ? { column: name } : { field: name });
        }}
      >
        {!isKnown && (
          <option value="">
            {'field' in operand && operand.field !== ''
              ? t('builder.rules.gone', { field: operand.field })
              : t('builder.rules.choose-field')}
          </option>
        )}
        {numbers.map(({ path, label: name }) => (
          <option key={path} value={`f ${path}`}>
            {name}
          </option>
        ))}
        {names.columns.map(({ path, label: column, table }) => (
          <option key={path} value={`c ${path}`}>
            {t('builder.rules.column', { table, column })}
          </option>
        ))}
        <option value="n">{t('builder.rules.number')}</option>
      </select>
      {'number' in operand && (
        <input
          className="form-control"
          type="number"
          step="any"
          aria-label={t('builder.rules.number-value', { operand: label })}
          defaultValue={operand.number}
          onChange={({ target }) => onChange({ number: target.valueAsNumber })}
        />
      )}
    </>
  );
}
