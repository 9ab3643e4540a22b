import { describe, expect, it } from 'vitest';

import { arrangeFill, inputPaths } from '~/app/forms/arrange-fill';
import { listSections, toWebform } from '~/app/forms/fill/fill-sections';
import type { FormComponent } from '~/forms/definition/form-definition';
import type { FieldProvenance } from '~/forms/prefill/field-provenance';

const field = (key: string, rest: Partial<FormComponent> = {}): FormComponent => ({
  type: 'textfield',
  key,
  label: key,
  input: true,
  ...rest,
});
const origin = (locked: boolean): FieldProvenance => ({
  fact: 'staff.count',
  period: null,
  source: '人社局',
  sourceKind: 'registry',
  observedAt: '2026-10-31T00:00:00.000Z',
  locked,
  reference: null,
  value: 86,
});

const definition = {
  components: [
    {
      type: 'panel',
      key: 'firm',
      title: '企业基本信息',
      components: [
        field('name'),
        {
          type: 'columns',
          key: 'two',
          columns: [{ components: [field('phone')] }, { components: [field('bank')] }],
        },
        { type: 'content', key: 'hint', html: '<p>如实填写</p>' },
        field('project'),
      ],
    },
    {
      type: 'panel',
      key: 'extra',
      components: [field('inner')],
      conditional: { show: true, when: 'project', eq: 'a' },
    },
    { type: 'datagrid', key: 'people', components: [field('who'), field('age')] },
    { type: 'container', key: 'owner', components: [field('id'), field('note')] },
    { type: 'file', key: 'report', label: '审计报告' },
    { type: 'checkbox', key: 'promise', label: '属实', validate: { required: true } },
    { type: 'checkbox', key: 'lab', label: '有研发机构' },
    { type: 'hidden', key: 'secret' },
    { type: 'button', key: 'submit' },
  ],
};

describe('arrangeFill', () => {
  const plan = arrangeFill(definition, { name: origin(true), bank: origin(false), 'owner.id': origin(true) });

  it('puts what only the firm knows first and keeps every data path', () => {
    expect(plan.paths).toEqual({
      fill: ['phone', 'project', 'inner', 'people', 'owner.id', 'owner.note', 'lab'],
      check: ['bank'],
      materials: ['report'],
      promises: ['promise'],
    });
  });

  it('shows a locked field as text under its panel and keeps it as data without a control', () => {
    expect(plan.locked).toMatchObject([{ path: 'name', sections: ['企业基本信息'] }]);
    expect(plan.hidden.find(({ key }) => key === 'name')).toEqual({
      type: 'hidden',
      key: 'name',
      label: 'name',
      input: true,
      clearOnHide: false,
    });
    expect(plan.hidden.map(({ key }) => key)).toEqual(['name', 'secret']);
  });

  it('keeps an explanation before the field that follows it', () => {
    const keys = plan.fill.map(({ key }) => key);
    expect(keys.indexOf('hint')).toBe(keys.indexOf('project') - 1);
  });

  it('keeps a panel with a condition whole, and locks inside a container', () => {
    expect(plan.fill.find(({ key }) => key === 'extra')?.components).toHaveLength(1);
    const owner = plan.fill.find(({ key }) => key === 'owner');
    expect(owner?.components?.map(({ disabled }) => disabled)).toEqual([true, undefined]);
  });

  it('drops buttons, and keeps a note that no field follows', () => {
    const last = arrangeFill(
      {
        components: [
          { type: 'button', key: 'b' },
          { type: 'content', key: 'c' },
        ],
      },
      {},
    );
    expect(last.fill.map(({ key }) => key)).toEqual(['c']);
    expect(inputPaths({ type: 'columns', key: 'x', columns: [{}] })).toEqual([]);
  });

  it('numbers only the parts that the form needs', () => {
    expect(listSections(plan).map(({ name, number, count }) => [name, number, count])).toEqual([
      ['fill', 1, 7],
      ['check', 2, 2],
      ['materials', 3, 1],
      ['promises', 4, 1],
    ]);
    const few = arrangeFill({ components: [field('name'), field('project')] }, { name: origin(true) });
    expect(listSections(few).map(({ name }) => name)).toEqual(['fill', 'check']);
  });

  it('draws a panel for each part, checks typed fields when left, and keeps the hidden data', () => {
    const sections = listSections(plan);
    const webform = toWebform(definition, plan, sections, ({ name }) => ({ title: name, note: '' }));
    expect(webform.components.map(({ key }) => key)).toEqual([
      'part_fill',
      'part_check',
      'part_materials',
      'part_promises',
      'name',
      'secret',
    ]);
    const [fill] = webform.components;
    expect(fill?.section).toEqual({ anchor: 'part-fill', number: 1, note: '' });
    expect(fill?.components?.find(({ key }) => key === 'phone')?.validateOn).toBe('blur');
    const grid = fill?.components?.find(({ key }) => key === 'people');
    expect(grid?.components?.every(({ validateOn }) => validateOn === 'blur')).toBe(true);
  });

  it('draws columns and choices in a part without fetching a script for them', () => {
    const form = {
      components: [
        {
          type: 'columns',
          key: 'two',
          conditional: { show: true, when: 'a', eq: '1' },
          columns: [{ components: [{ type: 'select', key: 's', label: 's' }] }, {}],
        },
      ],
    };
    const whole = arrangeFill(form, {});
    const webform = toWebform(form, whole, listSections(whole), () => ({ title: '', note: '' }));
    expect(webform.components[0]?.components?.[0]?.columns?.[0]?.components?.[0]?.widget).toBe('html5');
  });
});
