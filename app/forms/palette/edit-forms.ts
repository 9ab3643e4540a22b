import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';

import { askButton, number, text, tick } from './edit-fields';
import { kindFields } from './kind-fields';
import type { Translate } from './palette-items';
import { prefillTab } from './prefill-tab';

/** A fact that a field can be bound to, in the reader's language. */
export interface BindableFact {
  key: string;
  label: string;
  source: string;
  /** Whether it has a value for each year or quarter. */
  periods: ('year' | 'quarter')[];
}

export interface EditContext {
  t: Translate;
  facts: readonly BindableFact[];
  /** The calendar year now, for the periods. */
  year: number;
}

type Tab = 'display' | 'data' | 'validate' | 'condition' | 'prefill';

const layouts = new Set(['panel', 'columns', 'content']);
const optionPlace: Record<string, string> = { radio: 'values', selectboxes: 'values', select: 'data.values' };

/** The types whose properties the builder can edit. */
export const editableTypes = [
  'textfield',
  'textarea',
  'number',
  'currency',
  'datetime',
  'radio',
  'selectboxes',
  'select',
  'file',
  'signature',
  'email',
  'checkbox',
  'panel',
  'columns',
  'content',
  'datagrid',
  'container',
] as const;

/**
 * The property form of a component: 显示, 数据, 校验, 条件, 预填. It offers nothing that runs as a script or fetches data;
 * form.io's own property forms are not used.
 */
export function editForm(type: string, context: EditContext): FormDefinition {
  const tabs: [Tab, FormComponent[]][] = [
    ['display', displayFields(type, context)],
    ['data', dataFields(type, context)],
    ['validate', validateFields(type, context)],
    ['condition', conditionFields(context)],
    ['prefill', prefillTab(type, context)],
  ];
  return {
    components: [
      {
        type: 'tabs',
        key: 'tabs',
        input: false,
        components: tabs
          .filter(([, components]) => components.length > 0)
          .map(([key, components]) => ({
            type: 'tab',
            key,
            label: context.t(`builder.tab.${key}`),
            components,
          })),
      },
    ],
  };
}

function displayFields(type: string, { t }: EditContext): FormComponent[] {
  if (type === 'content') {
    return [
      {
        ...text('html', t('builder.edit.note'), { description: t('builder.edit.note-help'), rows: 6 }),
        type: 'textarea',
      },
    ];
  }
  if (type === 'columns') return [text('label', t('builder.edit.label'))];
  const name = type === 'panel' ? 'title' : 'label';
  const fields = [text(name, t(`builder.edit.${name}`), { validate: { required: true, maxLength: 200 } })];
  if (type === 'panel') return fields;
  fields.push(
    text('description', t('builder.edit.description'), { description: t('builder.edit.description-help') }),
  );
  if (['textfield', 'textarea', 'number', 'currency', 'email'].includes(type))
    fields.push(text('placeholder', t('builder.edit.placeholder')));
  if (type === 'number') fields.push(text('suffix', t('builder.edit.unit')));
  if (type === 'textarea') {
    fields.push(number('rows', t('builder.edit.rows')), tick('showCharCount', t('builder.edit.show-count')));
  }
  if (type === 'datagrid') fields.push(text('addAnother', t('builder.edit.add-another')));
  return fields;
}

function dataFields(type: string, { t }: EditContext): FormComponent[] {
  const key = text('key', t('builder.edit.key'), { disabled: true });
  const rename = askButton('rename', t('builder.edit.key-stays'), t('builder.edit.rename'));
  const place = optionPlace[type];
  if (place) return [optionRows(place, t), key, rename];
  if (type === 'file') {
    return [
      tick('multiple', t('builder.edit.multiple')),
      text('filePattern', t('builder.edit.file-types'), { description: t('builder.edit.file-types-help') }),
      text('fileMaxSize', t('builder.edit.file-size'), {
        validate: { pattern: '\\d{1,3}[MK]B', customMessage: t('builder.edit.file-size-wrong') },
      }),
      ...kindFields(type, t),
      key,
      rename,
    ];
  }
  const own = kindFields(type, t);
  if (type === 'number')
    return [
      number('decimalLimit', t('builder.edit.decimals'), { validate: { min: 0, max: 8 } }),
      ...own,
      key,
      rename,
    ];
  return [...own, key, rename];
}

function optionRows(key: string, t: Translate): FormComponent {
  return {
    type: 'datagrid',
    key,
    label: t('builder.edit.options'),
    input: true,
    addAnother: t('builder.edit.add-option'),
    reorder: false,
    components: [
      text('label', t('builder.edit.option-label'), { validate: { required: true } }),
      text('value', t('builder.edit.option-value'), { validate: { required: true } }),
    ],
  };
}

function validateFields(type: string, { t }: EditContext): FormComponent[] {
  if (layouts.has(type)) return [];
  const fields = [tick('validate.required', t('builder.edit.required'))];
  if (['textfield', 'textarea'].includes(type)) {
    fields.push(
      number('validate.minLength', t('builder.edit.min-length')),
      number('validate.maxLength', t('builder.edit.max-length')),
    );
  }
  if (['number', 'currency'].includes(type)) {
    fields.push(number('validate.min', t('builder.edit.min')), number('validate.max', t('builder.edit.max')));
  }
  if (type === 'selectboxes') {
    fields.push(
      number('validate.minSelectedCount', t('builder.edit.min-selected')),
      number('validate.maxSelectedCount', t('builder.edit.max-selected')),
    );
  }
  if (type === 'datagrid') {
    fields.push(
      number('validate.minLength', t('builder.edit.min-rows')),
      number('validate.maxLength', t('builder.edit.max-rows')),
    );
  }
  if (type === 'textfield')
    fields.push(
      text('validate.pattern', t('builder.edit.pattern'), { description: t('builder.edit.pattern-help') }),
    );
  fields.push(
    text('validate.customMessage', t('builder.edit.message'), {
      description: t('builder.edit.message-help'),
    }),
  );
  return fields;
}

/** Conditions and calculations are edited in blocks, in a dialog of the page. */
function conditionFields({ t }: EditContext): FormComponent[] {
  return [askButton('rules', t('builder.edit.rules-about'), t('builder.edit.rules'))];
}
