import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';

export interface MadeForm {
  definition: FormDefinition;
  data: Record<string, unknown>;
}

/**
 * A form as departments make them, of so many fields in panels of ten: texts, numbers, dates, choices; of each ten one
 * is shown on a condition and one is calculated. Filled as it should be.
 */
export function fieldsForm(count: number): MadeForm {
  const panels: FormComponent[] = [];
  const data: Record<string, unknown> = {};
  for (let at = 0; at < count; at += 1) {
    if (at % 10 === 0)
      panels.push({
        ...{ type: 'panel', key: `p${at}`, title: `第 ${at / 10 + 1} 部分`, input: false },
        components: [],
      });
    const { component, value } = fieldAt(at);
    panels.at(-1)?.components?.push(component);
    if (value !== undefined) data[component.key] = value;
  }
  return { definition: { display: 'form', components: panels }, data };
}

function fieldAt(at: number): { component: FormComponent; value?: unknown } {
  const base = { key: `f${at}`, label: `字段 ${at}`, input: true, validate: { required: true } };
  const begun = at - (at % 10);
  switch (at % 10) {
    case 0:
    case 1:
      return {
        component: { ...base, type: 'textfield', validate: { required: true, maxLength: 50 } },
        value: '云江智造',
      };
    case 2:
    case 3:
      return { component: { ...base, type: 'number', validate: { required: true, min: 0 } }, value: at };
    case 4:
      return { component: { ...base, type: 'currency' }, value: 1200.5 };
    case 5:
      return {
        component: { ...base, type: 'radio', values: ['a', 'b'].map((value) => ({ value, label: value })) },
        value: at % 20 === 5 ? 'a' : 'b',
      };
    case 6:
      return {
        component: {
          ...{ ...base, type: 'textarea', validate: {} },
          conditional: {
            ...{ show: true, conjunction: 'all' },
            conditions: [{ component: `f${begun + 5}`, operator: 'isEqual', value: 'a' }],
          },
        },
        ...(at % 20 === 6 && { value: '说明文字' }),
      };
    case 7:
      return {
        component: {
          ...{ ...base, type: 'number', validate: {}, disabled: true },
          calculateValue: { '+': [{ var: `data.f${begun + 2}` }, { var: `data.f${begun + 3}` }] },
        },
      };
    case 8:
      return {
        component: { ...base, type: 'datetime', enableTime: false },
        value: '2026-05-01T00:00:00+08:00',
      };
    default:
      return { component: { ...base, type: 'checkbox' }, value: true };
  }
}

/** A table of rows × columns with a condition in each row and a sum in each, filled to the last cell. */
export function tableForm(rows: number, columns: number): MadeForm {
  const cells = Array.from({ length: columns }, (_, at): FormComponent => {
    const base = { key: `c${at}`, label: `列 ${at}`, input: true };
    if (at === columns - 1)
      return {
        ...{ ...base, type: 'textfield' },
        conditional: {
          ...{ show: true, conjunction: 'all' },
          conditions: [{ component: 't.c0', operator: 'isEqual', value: 'a' }],
        },
      };
    return at === 0
      ? { ...base, type: 'textfield', validate: { required: true } }
      : { ...base, type: 'number', validate: { min: 0 } };
  });
  const row = Object.fromEntries(cells.map(({ key, type }) => [key, type === 'number' ? 7 : 'a']));
  return {
    definition: {
      display: 'form',
      components: [{ type: 'datagrid', key: 't', label: '明细', input: true, components: cells }],
    },
    data: { t: Array.from({ length: rows }, () => ({ ...row })) },
  };
}
