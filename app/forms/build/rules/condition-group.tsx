import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { isGroup, type ConditionGroup as Group } from '~/forms/definition/rules/condition-blocks';
import type { RuleField } from '~/forms/definition/rules/rule-fields';

import { ConditionRow } from './condition-row';
import { changeItem, deepestGroup, firstCondition } from './edit-group';

interface GroupProps {
  group: Group;
  fields: readonly RuleField[];
  /** 1 for the outermost. */
  depth: number;
  onChange: (group: Group | null) => void;
}

/** A group of conditions, all or any of which must hold; groups may stand in it. */
export function ConditionGroup({ group, fields, depth, onChange }: GroupProps) {
  const { t } = useTranslation();
  const id = useId();
  const add = (item: Group['items'][number]) => onChange({ ...group, items: [...group.items, item] });
  return (
    <div className={`rule-group is-${group.join}`} role="group" aria-labelledby={id}>
      <div className="rule-group-head">
        <select
          id={id}
          className="form-select"
          aria-label={t('builder.rules.join')}
          value={group.join}
          onChange={({ target }) => onChange({ ...group, join: target.value as Group['join'] })}
        >
          <option value="all">{t('builder.rules.join-all')}</option>
          <option value="any">{t('builder.rules.join-any')}</option>
        </select>
        {depth > 1 && (
          <button type="button" className="btn btn-link btn-sm" onClick={() => onChange(null)}>
            {t('builder.rules.remove-group')}
          </button>
        )}
      </div>
      <ul className="plain rule-items">
        {group.items.map((item, index) => (
          <li key={index}>
            {isGroup(item) ? (
              <ConditionGroup
                group={item}
                fields={fields}
                depth={depth + 1}
                onChange={(next) => onChange(changeItem(group, index, next))}
              />
            ) : (
              <ConditionRow
                condition={item}
                fields={fields}
                onChange={(next) => onChange(changeItem(group, index, next))}
              />
            )}
          </li>
        ))}
      </ul>
      <div className="row-x wrapx">
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          onClick={() => add(firstCondition(fields))}
        >
          <i className="bi bi-plus-lg" aria-hidden="true" />
          {t('builder.rules.add-condition')}
        </button>
        {depth < deepestGroup && (
          <button
            type="button"
            className="btn btn-link btn-sm"
            onClick={() =>
              add({ join: group.join === 'all' ? 'any' : 'all', items: [firstCondition(fields)] })
            }
          >
            {t('builder.rules.add-group')}
          </button>
        )}
      </div>
    </div>
  );
}
