import { useTranslation } from 'react-i18next';
import { RuleGroupBodyComponents, useRuleGroup, type RuleGroupProps } from 'react-querybuilder';

import type { RuleGroup, RuleLeaf } from '~/knowledge/policies/rule-schema';

import type { BuilderContext } from './editor-context';
import { appendAt, editAt, moveAt, unwrapAt } from './edit-rule';
import { makeNodeId } from './make-node-id';
import { RowMenu } from './row-menu';
import { SourceTag } from './source-tag';

const kinds = {
  and: 'rules.group.and',
  or: 'rules.group.or',
  nand: 'rules.group.nand',
  nor: 'rules.group.nor',
} as const;
type Kind = keyof typeof kinds;

/** A group: 满足全部, 满足任一, or either turned round; its bar tells which. */
export function RuleGroupBlock(props: RuleGroupProps) {
  const group = useRuleGroup(props);
  const { t } = useTranslation();
  const builder = props.context as BuilderContext;
  const { rule, setRule, isReadOnly } = builder;
  const node = props.ruleGroup as unknown as RuleGroup;
  const { path } = props;
  const kind: Kind = `${node.not ? 'n' : ''}${node.combinator}`;
  const isRoot = path.length === 0;
  const add = (leaf: RuleLeaf | RuleGroup) => setRule(appendAt(rule, path, leaf), null);
  const findings = builder.findings.filter(({ id }) => id === node.id);
  return (
    <div
      className={`pd-group pd-group-${node.combinator}`}
      role="group"
      aria-label={t('rules.group.label', { n: node.rules.length, kind: t(kinds[kind]) })}
      data-node={node.id}
    >
      <div className="pd-row pd-group-head">
        <select
          className="form-select pd-select pd-kind"
          aria-label={t('rules.group.kind')}
          value={kind}
          disabled={isReadOnly}
          onChange={(event) => {
            const next = event.target.value as Kind;
            setRule(
              editAt(rule, path, (old) => {
                const { not: _not, ...rest } = old as RuleGroup;
                return {
                  ...rest,
                  combinator: next.endsWith('or') ? 'or' : 'and',
                  ...(next.startsWith('n') && { not: true }),
                };
              }),
              null,
            );
          }}
        >
          {(Object.keys(kinds) as Kind[]).map((key) => (
            <option key={key} value={key}>
              {t(kinds[key])}
            </option>
          ))}
        </select>
        <span className="hq-muted hq-sm">{t(`rules.group.${kind}.words`, { n: node.rules.length })}</span>
        {!isRoot && (
          <>
            <input
              className="form-control pd-label"
              aria-label={t('rules.label-of')}
              placeholder={t('rules.label-of')}
              value={node.label ?? ''}
              disabled={isReadOnly}
              onChange={(event) =>
                setRule(
                  editAt(rule, path, (old) => ({ ...old, label: event.target.value })),
                  `label ${node.id ?? ''}`,
                )
              }
            />
            <SourceTag builder={builder} node={node} path={path} />
            <RowMenu
              name={node.label ?? t(kinds[kind])}
              disabled={isReadOnly}
              items={[
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
                ...(node.not
                  ? []
                  : [
                      {
                        word: 'rules.ungroup',
                        icon: 'bi-box-arrow-up',
                        run: () => setRule(unwrapAt(rule, path), null),
                      },
                    ]),
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
          </>
        )}
      </div>
      {findings.map((finding, index) => (
        <p key={index} className={`pd-finding pd-finding-${finding.severity}`}>
          <i className="bi bi-exclamation-triangle" aria-hidden="true" />{' '}
          {t(`rules.lint.${finding.code}`, finding.params)}
        </p>
      ))}
      <RuleGroupBodyComponents {...group} />
      {node.rules.length === 0 && <p className="hq-sm hq-muted pd-none">{t('rules.group.empty')}</p>}
      {!isReadOnly && (
        <div className="pd-adds">
          <Add
            word="rules.add.condition"
            onClick={() => add({ id: makeNodeId(rule), field: '', operator: '=', value: '' })}
          />
          <Add
            word="rules.add.group"
            onClick={() =>
              add({
                id: makeNodeId(rule),
                combinator: node.combinator === 'and' ? 'or' : 'and',
                rules: [{ id: `${makeNodeId(rule)}a`, field: '', operator: '=', value: '' }],
              })
            }
          />
          <Add
            word="rules.add.declared"
            onClick={() => add({ id: makeNodeId(rule), operator: 'declared', label: '' })}
          />
          <Add
            word="rules.add.judged"
            onClick={() => add({ id: makeNodeId(rule), operator: 'judged', label: '' })}
          />
          {isRoot && <Add word="rules.add.score" onClick={() => builder.openDerived('')} />}
        </div>
      )}
    </div>
  );
}

function Add({ word, onClick }: { word: string; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="btn btn-outline-primary btn-sm" onClick={onClick}>
      <i className="bi bi-plus-lg" aria-hidden="true" />
      {t(word)}
    </button>
  );
}
