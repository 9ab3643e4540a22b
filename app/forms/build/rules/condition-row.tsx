import { useTranslation } from 'react-i18next';

import {
  needsValue,
  operatorsByKind,
  type Condition,
  type ConditionOperator,
} from '~/forms/definition/rules/condition-blocks';
import type { RuleField } from '~/forms/definition/rules/rule-fields';

import { chooseField } from './edit-group';

interface RowProps {
  condition: Condition;
  fields: readonly RuleField[];
  onChange: (condition: Condition | null) => void;
}

/** One condition: a field, how it is compared, and the value in an editor of the field's kind. */
export function ConditionRow({ condition, fields, onChange }: RowProps) {
  const { t } = useTranslation();
  const field = fields.find(({ path }) => path === condition.field);
  const name = field?.label ?? condition.field;
  return (
    <div className="rule-row">
      <select
        className="form-select"
        aria-label={t('builder.rules.field')}
        aria-invalid={field ? undefined : true}
        value={field ? condition.field : ''}
        onChange={({ target }) =>
          onChange(
            chooseField(
              condition,
              fields.find(({ path }) => path === target.value),
            ),
          )
        }
      >
        {!field && (
          <option value="">
            {condition.field === ''
              ? t('builder.rules.choose-field')
              : t('builder.rules.gone', { field: condition.field })}
          </option>
        )}
        {fields.map(({ path, label }) => (
          <option key={path} value={path}>
            {label}
          </option>
        ))}
      </select>
      {field && (
        <select
          className="form-select"
          aria-label={t('builder.rules.operator', { field: name })}
          value={condition.operator}
          onChange={({ target }) => onChange({ ...condition, operator: target.value as ConditionOperator })}
        >
          {operatorsByKind[field.kind].map((operator) => (
            <option key={operator} value={operator}>
              {t(`builder.rules.op.${operator}`)}
            </option>
          ))}
        </select>
      )}
      {field && needsValue(condition.operator) && (
        <ValueEditor
          field={field}
          value={condition.value}
          label={t('builder.rules.value', { field: name })}
          onChange={(value) => onChange({ ...condition, value })}
        />
      )}
      <button
        type="button"
        className="iconbtn"
        aria-label={t('builder.rules.remove-condition', { field: name })}
        title={t('builder.rules.remove')}
        onClick={() => onChange(null)}
      >
        <i className="bi bi-x-lg" aria-hidden="true" />
      </button>
    </div>
  );
}

function ValueEditor({
  field,
  value,
  label,
  onChange,
}: {
  field: RuleField;
  value: string;
  label: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  if (field.options.length > 0) {
    return (
      <select
        className="form-select"
        aria-label={label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        {!field.options.some((option) => option.value === value) && (
          <option value={value}>
            {value === '' ? t('builder.rules.choose-value') : t('builder.rules.gone', { field: value })}
          </option>
        )}
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      className="form-control"
      aria-label={label}
      type={field.kind === 'number' ? 'number' : field.kind === 'date' ? 'date' : 'text'}
      step="any"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
