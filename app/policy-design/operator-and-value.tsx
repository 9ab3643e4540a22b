import { useTranslation } from 'react-i18next';

import type { Field } from '~/knowledge/policies/rule-context';
import type { RuleLeaf, RuleOperator } from '~/knowledge/policies/rule-schema';

import type { BuilderContext } from './editor-context';
import { operatorsOf, operatorWord } from './operators';
import { ValueEditor } from './value-editor';

interface OperatorAndValueProps {
  builder: BuilderContext;
  field: Field;
  leaf: RuleLeaf;
  onOperator: (operator: RuleOperator) => void;
  onValue: (value: unknown) => void;
}

/** How a fact is compared, and with what: the operators of its type and the editor of its values. */
export function OperatorAndValue({ builder, field, leaf, onOperator, onValue }: OperatorAndValueProps) {
  const { t } = useTranslation();
  const { isReadOnly, locale } = builder;
  return (
    <>
      <select
        className="form-select pd-select"
        aria-label={t('rules.operator')}
        value={leaf.operator}
        disabled={isReadOnly}
        onChange={(event) => onOperator(event.target.value as RuleOperator)}
      >
        {operatorsOf(field.type).map((operator) => (
          <option key={operator} value={operator}>
            {t(operatorWord(operator, field.type))}
          </option>
        ))}
      </select>
      <ValueEditor
        field={field}
        operator={leaf.operator}
        value={leaf.value}
        locale={locale}
        disabled={isReadOnly}
        onChange={onValue}
      />
    </>
  );
}
