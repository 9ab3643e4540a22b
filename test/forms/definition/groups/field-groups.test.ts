import { beforeAll, describe, expect, it } from 'vitest';

import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';
import { bringComponents, takeComponents } from '~/forms/definition/groups/bring-components';
import { starterGroups } from '~/forms/definition/groups/field-group';
import { listFieldGroups } from '~/forms/definition/groups/list-field-groups.server';
import {
  deleteFieldGroup,
  renameFieldGroup,
  saveFieldGroup,
} from '~/forms/definition/groups/save-field-group.server';
import { lintForm } from '~/forms/definition/lint-form';
import { findBrokenReferences } from '~/forms/definition/rules/rule-references';
import { countMissing, listTexts } from '~/forms/definition/translations/list-texts';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { AccessDeniedError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';

import { useDatabase } from '../../../setup/database';
import { buildCity, designer, noon, otherDesigner, reviewer } from '../../small-city';

const field = (key: string, rest: Partial<FormComponent> = {}): FormComponent => ({
  type: 'textfield',
  key,
  label: key,
  ...rest,
});
const source: FormDefinition = {
  components: [
    field('kind'),
    {
      type: 'panel',
      key: 'part',
      title: '一',
      components: [
        field('name'),
        field('why', { conditional: { json: { '!!': [{ var: 'data.name' }] } } }),
        field('other', { id: 'x', conditional: { show: true, when: 'kind', eq: 'a' } }),
        field('sum', {
          calculateValue: { '+': [{ var: 'data.kind' }] },
          calculateServer: true,
          disabled: true,
        }),
        field('checked', {
          validate: { required: true, json: { var: 'data.kind' } },
          logic: [{ trigger: { simple: { when: 'kind' } } }],
        }),
      ],
    },
  ],
};

describe('copying fields between forms', () => {
  it('names the rules that can’t come along, and carries the others', () => {
    const taken = takeComponents(source, new Set(['part', 'name']));
    expect(taken.map(({ key }) => key)).toEqual(['part']);
    const brought = bringComponents({ components: [field('name'), field('name2')] }, taken);
    expect(brought.lost.map(({ key, part }) => `${key} ${part}`)).toEqual([
      'other condition',
      'sum calculation',
      'checked validation',
      'checked logic',
    ]);
    expect(brought.renamed).toEqual([{ from: 'name', to: 'name3' }]);
    expect(findBrokenReferences({ components: brought.components })).toEqual([]);
    const [, why, other, sum, checked] = brought.components[0]?.components ?? [];
    expect(why?.conditional).toEqual({ json: { '!!': [{ var: 'data.name3' }] } });
    expect(other).toEqual(field('other'));
    expect(sum).toEqual(field('sum'));
    expect(checked).toEqual(field('checked', { validate: { required: true } }));
  });

  it('takes single fields out of their group, and leaves the source alone', () => {
    const before = structuredClone(source);
    const brought = bringComponents({ components: [] }, takeComponents(source, new Set(['name', 'why'])));
    expect(brought.components.map(({ key }) => key)).toEqual(['name', 'why']);
    expect(brought.lost).toEqual([]);
    expect(source).toEqual(before);
  });
});

describe('the starter groups', () => {
  it.each(starterGroups.map((group) => [group.name, group] as const))(
    '%s is without fault, bound to facts that exist, and complete in English',
    (_, { components }) => {
      const findings = lintForm({ components }, { knownFacts: new Set(builtInCatalogue.keys()) });
      expect(findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
      const texts = listTexts({ components }).filter(({ name }) => name !== 'message');
      expect(countMissing(texts)).toBe(0);
    },
  );
});

describe('the groups of a department', () => {
  const { db } = useDatabase();
  beforeAll(() => buildCity(db));
  const deps = () => ({ db, now: () => noon });
  const components = [field('a')];

  it('are saved, renamed and deleted by its designers, and audited', async () => {
    const { id } = await saveFieldGroup(deps(), designer, {
      departmentId: 'science',
      name: ' 项目负责人 ',
      components,
    });
    const names = async () =>
      (await listFieldGroups(deps(), designer, 'science'))
        .filter((one) => !one.isStarter)
        .map(({ name }) => name);
    expect(await names()).toEqual(['项目负责人']);
    await renameFieldGroup(deps(), designer, { id, name: '负责人' });
    await renameFieldGroup(deps(), designer, { id, name: '负责人' });
    expect(await names()).toEqual(['负责人']);
    await deleteFieldGroup(deps(), designer, id);
    await deleteFieldGroup(deps(), designer, id);
    expect(await names()).toEqual([]);
    const entries = await db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual([
      'field-group.saved',
      'field-group.renamed',
      'field-group.deleted',
    ]);
  });

  it('are nobody else’s', async () => {
    const { id } = await saveFieldGroup(deps(), designer, {
      departmentId: 'science',
      name: '甲',
      components,
    });
    const others = await listFieldGroups(deps(), otherDesigner, 'science');
    expect(others.every((one) => one.isStarter)).toBe(true);
    const theirs = { departmentId: 'science', name: '乙', components };
    await expect(saveFieldGroup(deps(), otherDesigner, theirs)).rejects.toThrow(AccessDeniedError);
    await expect(saveFieldGroup(deps(), reviewer, theirs)).rejects.toThrow(AccessDeniedError);
    await expect(renameFieldGroup(deps(), otherDesigner, { id, name: '丙' })).rejects.toThrow(NotFoundError);
    await deleteFieldGroup(deps(), otherDesigner, id);
    expect(await db.fieldGroup.count({ where: { id } })).toBe(1);
  });

  it('have a name of their own, fields, and nothing unsafe', async () => {
    const save = (name: string, given: FormComponent[]) =>
      saveFieldGroup(deps(), designer, { departmentId: 'science', name, components: given });
    await save('丁', components);
    await expect(save('丁', components)).rejects.toThrow(InvalidInputError);
    await expect(save('  ', components)).rejects.toThrow(InvalidInputError);
    await expect(save('戊', [])).rejects.toThrow(InvalidInputError);
    await expect(save('己', [field('x', { calculateValue: 'value = 1' })])).rejects.toThrow(
      InvalidInputError,
    );
  });
});
