import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { writeCalculation, type Calculation } from '~/forms/definition/rules/calculation-logic';
import { findUnfinished, type ShownWhen } from '~/forms/definition/rules/condition-blocks';
import {
  openCalculation,
  openCondition,
  openPlace,
  withRules,
  type OpenedRule,
} from '~/forms/definition/rules/open-rules';
import { kindOf, listRuleColumns, pathOfKey } from '~/forms/definition/rules/rule-fields';

import { BuilderDialog } from '../builder-dialog';
import { findComponent, nameOfComponent } from '../arrange-components';
import { CalculationEditor } from './calculation-editor';
import { ConditionGroup } from './condition-group';
import { firstCondition } from './edit-group';
import { sayCalculation, sayCondition, type RuleNames } from './say-rule';

interface RulesDialogProps {
  definition: FormDefinition;
  fieldKey: string;
  onApply: (component: FormComponent) => void;
  onClose: () => void;
}

/** 条件与计算 of one component in blocks; each rule reads as a sentence above its blocks. */
export function RulesDialog({ definition, fieldKey, onApply, onClose }: RulesDialogProps) {
  const { t } = useTranslation();
  const component = findComponent(definition, fieldKey);
  const path = pathOfKey(definition.components, fieldKey) ?? fieldKey;
  const { fields, place } = useMemo(() => openPlace(definition.components, path), [definition, path]);
  const columns = useMemo(() => listRuleColumns(definition.components, path), [definition, path]);
  const [condition, setCondition] = useState(() => openCondition(component, place));
  const [calculation, setCalculation] = useState(() => openCalculation(component, place.scope));
  const [problem, setProblem] = useState<string | null>(null);
  const names: RuleNames = { fields, columns };
  const label = nameOfComponent(component);
  const canCalculate = kindOf(component) === 'number' && ['number', 'currency'].includes(component.type);

  const apply = () => {
    if (condition.kind === 'blocks' && findUnfinished(condition.rule.group, place.kindOfField))
      return setProblem(t('builder.rules.unfinished-condition'));
    if (calculation.kind === 'blocks' && !isFinished(calculation.rule, names, place.scope))
      return setProblem(t('builder.rules.unfinished-calculation'));
    onApply(
      withRules(
        component,
        { ...changeOf('condition', condition), ...changeOf('calculation', calculation) },
        place,
      ),
    );
  };
  return (
    <BuilderDialog title={t('builder.rules.title', { field: label })} isWide onClose={onClose}>
      <section aria-labelledby="rules-condition" className="rules-part">
        <h3 id="rules-condition">{t('builder.rules.condition')}</h3>
        <ConditionPart
          opened={condition}
          label={label}
          names={names}
          onChange={(next) => {
            setCondition(next);
            setProblem(null);
          }}
        />
      </section>
      {canCalculate && (
        <section aria-labelledby="rules-calculation" className="rules-part">
          <h3 id="rules-calculation">{t('builder.rules.calculation')}</h3>
          <CalculationPart
            opened={calculation}
            label={label}
            names={names}
            onChange={(next) => {
              setCalculation(next);
              setProblem(null);
            }}
          />
        </section>
      )}
      {problem && (
        <p className="hq-note hq-note-no" role="alert">
          {problem}
        </p>
      )}
      <div className="row-x wrapx">
        <button type="button" className="btn btn-primary" onClick={apply}>
          {t('builder.apply')}
        </button>
        <button type="button" className="btn btn-outline-primary" onClick={onClose}>
          {t('builder.cancel')}
        </button>
      </div>
    </BuilderDialog>
  );
}

interface PartProps<T> {
  opened: OpenedRule<T>;
  label: string;
  names: RuleNames;
  onChange: (opened: OpenedRule<T>) => void;
}

function ConditionPart({ opened, label, names, onChange }: PartProps<ShownWhen>) {
  const { t } = useTranslation();
  const none = { kind: 'none' } as const;
  if (opened.kind === 'custom') return <HandMade logic={opened.logic} onRemove={() => onChange(none)} />;
  if (opened.kind === 'none') {
    return (
      <div className="stack">
        <p className="hq-muted">{t('builder.rules.always')}</p>
        {names.fields.length === 0 ? (
          <p className="hq-sm">{t('builder.rules.no-fields')}</p>
        ) : (
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() =>
              onChange({
                kind: 'blocks',
                rule: { show: true, group: { join: 'all', items: [firstCondition(names.fields)] } },
              })
            }
          >
            {t('builder.rules.start-condition')}
          </button>
        )}
      </div>
    );
  }
  const { rule } = opened;
  return (
    <div className="stack">
      <p className="rule-sentence" aria-live="polite">
        {sayCondition(rule, label, names, t)}
      </p>
      <select
        className="form-select rule-show"
        aria-label={t('builder.rules.effect')}
        value={rule.show ? 'show' : 'hide'}
        onChange={({ target }) =>
          onChange({ kind: 'blocks', rule: { ...rule, show: target.value === 'show' } })
        }
      >
        <option value="show">{t('builder.edit.condition-shown')}</option>
        <option value="hide">{t('builder.edit.condition-hidden')}</option>
      </select>
      <ConditionGroup
        group={rule.group}
        fields={names.fields}
        depth={1}
        onChange={(group) =>
          onChange(group && group.items.length > 0 ? { kind: 'blocks', rule: { ...rule, group } } : none)
        }
      />
      <button type="button" className="btn btn-link btn-sm" onClick={() => onChange(none)}>
        {t('builder.rules.remove-rule')}
      </button>
    </div>
  );
}

function CalculationPart({ opened, label, names, onChange }: PartProps<Calculation>) {
  const { t } = useTranslation();
  const none = { kind: 'none' } as const;
  if (opened.kind === 'custom') return <HandMade logic={opened.logic} onRemove={() => onChange(none)} />;
  if (opened.kind === 'none') {
    return (
      <div className="stack">
        <p className="hq-muted">{t('builder.rules.typed')}</p>
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          onClick={() =>
            onChange({
              kind: 'blocks',
              rule: { kind: 'sum', operands: [{ field: '' }, { field: '' }], decimals: 2 },
            })
          }
        >
          {t('builder.rules.start-calculation')}
        </button>
      </div>
    );
  }
  return (
    <div className="stack">
      <p className="rule-sentence" aria-live="polite">
        {sayCalculation(opened.rule, label, names, t)}
      </p>
      <CalculationEditor
        calculation={opened.rule}
        names={names}
        onChange={(rule) => onChange({ kind: 'blocks', rule })}
      />
      <p className="hq-sm hq-muted">
        {t(opened.rule.kind === 'sum' ? 'builder.rules.blank-sum' : 'builder.rules.blank-other')}
      </p>
      <button type="button" className="btn btn-link btn-sm" onClick={() => onChange(none)}>
        {t('builder.rules.remove-rule')}
      </button>
    </div>
  );
}

/** Logic that came with an import or was written by hand: kept as it is. */
function HandMade({ logic, onRemove }: { logic: unknown; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <p className="hq-note">{t('builder.rules.custom')}</p>
      <ScrollRegion className="rule-json" label={t('builder.rules.json')}>
        <pre>{JSON.stringify(logic, null, 2)}</pre>
      </ScrollRegion>
      <button type="button" className="btn btn-outline-primary btn-sm" onClick={onRemove}>
        {t('builder.rules.custom-remove')}
      </button>
    </div>
  );
}

function changeOf<T>(name: string, opened: OpenedRule<T>): Record<string, T | null> {
  if (opened.kind === 'custom') return {};
  return { [name]: opened.kind === 'blocks' ? opened.rule : null };
}

function isFinished(rule: Calculation, { fields, columns }: RuleNames, scope: string): boolean {
  const isKnown = rule.operands.every((operand) =>
    'field' in operand
      ? fields.some(({ path }) => path === operand.field)
      : 'column' in operand
        ? columns.some(({ path }) => path === operand.column)
        : true,
  );
  return isKnown && writeCalculation(rule, scope) !== null;
}
