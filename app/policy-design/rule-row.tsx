import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleProps } from 'react-querybuilder';

import { findField } from '~/knowledge/policies/rule-context';
import type { RuleLeaf, RuleOperator } from '~/knowledge/policies/rule-schema';

import type { BuilderContext } from './editor-context';
import { editAt, moveAt, wrapAt } from './edit-rule';
import { FactSelect } from './fact-select';
import { OperatorAndValue } from './operator-and-value';
import { withField, withOperator } from './operators';
import { derivedForTaking, takingOf, takingsOf, type Taking } from './periods';
import { makeNodeId } from './make-node-id';
import { RowMenu } from './row-menu';
import { SourceTag } from './source-tag';

/** One condition: fact, how it is taken, operator, value, the clause that demands it. */
export function RuleRow(props: RuleProps) {
  const { t } = useTranslation();
  // Opened from the menu, never by focus: a row that grows under the pointer loses the click.
  const [isLabelOpen, setLabelOpen] = useState(false);
  const builder = props.context as BuilderContext;
  const { rule, setRule, isReadOnly, context, locale } = builder;
  const leaf = props.rule as unknown as RuleLeaf;
  const { path } = props;
  const id = leaf.id ?? '';
  const change = (next: (leaf: RuleLeaf) => RuleLeaf, mark: string | null) =>
    setRule(
      editAt(rule, path, (old) => next(old as RuleLeaf)),
      mark,
    );
  const isSaid = leaf.operator === 'declared' || leaf.operator === 'judged';
  const field = leaf.field ? findField(leaf.field, context) : null;
  const findings = builder.findings.filter((finding) => finding.id === id);
  const failing = builder.failing.get(id) ?? [];
  const name = leaf.label || field?.label[locale] || t('rules.condition');
  return (
    // The keys are the controls' inside; the group only listens as they pass.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={`pd-rule${failing.length > 0 ? ' bad' : ''}${builder.focusId === id ? ' is-here' : ''}`}
      role="group"
      aria-label={t('rules.condition-of', { name })}
      data-node={id}
      onFocus={() => {
        if (builder.focusId !== id) builder.setFocus(id);
      }}
      onKeyDown={(event) => {
        if (isReadOnly || !event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
        event.preventDefault();
        setRule(moveAt(rule, path, event.key === 'ArrowUp' ? -1 : 1), null);
      }}
    >
      <div className="pd-row">
        <i className="bi bi-grip-vertical pd-grip" aria-hidden="true" />
        {isSaid ? (
          <SaidCondition leaf={leaf} disabled={isReadOnly} change={change} />
        ) : (
          <>
            <FactSelect
              builder={builder}
              value={takingOf(leaf.field ?? '', builder.catalogue)?.key ?? leaf.field ?? ''}
              label={t('rules.fact')}
              onChange={(key) => {
                const next = findField(key, context);
                if (next) change((old) => withField(old, key, next.type, field?.type ?? null), null);
              }}
            />
            <TakingSelect builder={builder} leaf={leaf} change={change} />
            {field && (
              <OperatorAndValue
                builder={builder}
                field={field}
                leaf={leaf}
                onOperator={(operator) => change((old) => withOperator(old, operator), null)}
                onValue={(value) => change((old) => ({ ...old, value }), `value ${id}`)}
              />
            )}
          </>
        )}
        {failing.length > 0 && (
          <a className="hq-sm pd-fail-link nowrap" href="#tests">
            {t('rules.failing', { n: failing.length })}
          </a>
        )}
        <span className="pd-row-end">
          <SourceTag builder={builder} node={leaf} path={path} />
          <RowMenu
            name={name}
            disabled={isReadOnly}
            items={[
              ...(isSaid
                ? []
                : [
                    {
                      word: 'rules.label-it',
                      icon: 'bi-chat-left-text',
                      run: () => setLabelOpen(!isLabelOpen),
                    },
                  ]),

              {
                word: 'rules.move-up',
                icon: 'bi-arrow-up',
                run: () => setRule(moveAt(rule, path, -1), null),
              },
              {
                word: 'rules.move-down',
                icon: 'bi-arrow-down',
                run: () => setRule(moveAt(rule, path, 1), null),
              },
              {
                word: 'rules.group-it',
                icon: 'bi-braces',
                run: () => setRule(wrapAt(rule, path, makeNodeId(rule)), null),
              },
              {
                word: leaf.curable ? 'rules.not-curable' : 'rules.curable',
                icon: 'bi-bandaid',
                run: () =>
                  change(({ curable, ...rest }) => (curable ? rest : { ...rest, curable: true }), null),
              },
              {
                word: 'rules.remove',
                icon: 'bi-trash',
                run: () =>
                  setRule(
                    editAt(rule, path, () => null),
                    null,
                  ),
              },
            ]}
          />
        </span>
      </div>
      {!isSaid && isLabelOpen && (
        <div className="pd-row pd-row-more">
          <input
            className="form-control pd-label"
            aria-label={t('rules.label-of')}
            placeholder={t('rules.label-of')}
            value={leaf.label ?? ''}
            disabled={isReadOnly}
            onChange={(event) => change((old) => ({ ...old, label: event.target.value }), `label ${id}`)}
          />
          {leaf.curable && <span className="tag">{t('rules.is-curable')}</span>}
        </div>
      )}
      {findings.map((finding, index) => (
        <p key={index} className={`pd-finding pd-finding-${finding.severity}`}>
          <i className="bi bi-exclamation-triangle" aria-hidden="true" />{' '}
          {t(`rules.lint.${finding.code}`, finding.params)}
        </p>
      ))}
    </div>
  );
}

type Change = (next: (leaf: RuleLeaf) => RuleLeaf, mark: string | null) => void;

/** A condition in words: the applicant confirms it, or the department decides. */
function SaidCondition({ leaf, disabled, change }: { leaf: RuleLeaf; disabled: boolean; change: Change }) {
  const { t } = useTranslation();
  return (
    <>
      <select
        className="form-select pd-select"
        aria-label={t('rules.said')}
        value={leaf.operator}
        disabled={disabled}
        onChange={(event) =>
          change((old) => ({ ...old, operator: event.target.value as RuleOperator }), null)
        }
      >
        <option value="declared">{t('rules.said.declared')}</option>
        <option value="judged">{t('rules.said.judged')}</option>
      </select>
      <input
        className="form-control pd-said"
        aria-label={t('rules.said.words')}
        placeholder={t('rules.said.words')}
        value={leaf.label ?? ''}
        disabled={disabled}
        onChange={(event) =>
          change((old) => ({ ...old, label: event.target.value }), `label ${leaf.id ?? ''}`)
        }
      />
    </>
  );
}

/** 上一年度, 近三年合计 …: choosing one makes the derived fact that it needs. */
function TakingSelect({
  builder,
  leaf,
  change,
}: {
  builder: BuilderContext;
  leaf: RuleLeaf;
  change: Change;
}) {
  const { t } = useTranslation();
  const taken = takingOf(leaf.field ?? '', builder.catalogue);
  const definition = taken && builder.catalogue.get(taken.key);
  if (!taken || !definition) return null;
  return (
    <select
      className="form-select pd-select"
      aria-label={t('rules.taking')}
      value={taken.taking}
      disabled={builder.isReadOnly}
      onChange={(event) => {
        const derived = derivedForTaking(definition, event.target.value as Taking);
        const type = derived?.type ?? definition.type;
        const before = findField(leaf.field ?? '', builder.context)?.type ?? null;
        if (derived) builder.addDerived(derived);
        change((old) => withField(old, derived?.key ?? definition.key, type, before), null);
      }}
    >
      {takingsOf(definition).map((taking) => (
        <option key={taking} value={taking}>
          {t(`rules.taking.${taking}`)}
        </option>
      ))}
    </select>
  );
}
