import { useMemo } from 'react';
import { QueryBuilder, type RuleGroupType } from 'react-querybuilder';

import type { RuleGroup } from '~/knowledge/policies/rule-schema';

import type { BuilderContext } from './editor-context';
import { operatorsOf } from './operators';
import { makeNodeId } from './make-node-id';
import { RuleGroupBlock } from './rule-group-block';
import { RuleRow } from './rule-row';

/** The rule as blocks. react-querybuilder keeps the tree; its groups and rows are drawn by us. */
export function RuleBuilder({ builder }: { builder: BuilderContext }) {
  const { rule, setRule, isReadOnly } = builder;
  const fields = useMemo(() => listFields(builder), [builder]);
  return (
    <QueryBuilder
      query={rule as RuleGroupType}
      onQueryChange={(next) => {
        // It also speaks when it is first drawn: only what differs is an edit.
        if (JSON.stringify(next) !== JSON.stringify(rule)) setRule(next as unknown as RuleGroup, null);
      }}
      fields={fields}
      getOperators={(field) =>
        operatorsOf(
          builder.context.derived.get(field)?.type ?? builder.catalogue.get(field)?.type ?? 'text',
        ).map((name) => ({ name, value: name, label: name }))
      }
      idGenerator={() => makeNodeId(rule)}
      context={builder}
      disabled={isReadOnly}
      controlElements={{ rule: RuleRow, ruleGroup: RuleGroupBlock }}
      controlClassnames={{ queryBuilder: 'pd-builder' }}
    />
  );
}

function listFields({ definitions, derived, locale }: BuilderContext) {
  return [
    ...definitions.map(({ key, label }) => ({ name: key, value: key, label: label[locale] })),
    ...derived.map(({ key, label }) => ({ name: key, value: key, label: label ?? key })),
  ];
}
