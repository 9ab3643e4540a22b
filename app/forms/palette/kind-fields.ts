import type { FormComponent } from '~/forms/definition/form-definition';

import type { Translate } from './palette-items';

const one = (
  type: string,
  key: string,
  label: string,
  rest: Record<string, unknown> = {},
): FormComponent => ({
  type,
  key,
  label,
  input: true,
  ...rest,
});
const choose = (key: string, label: string, values: { value: string; label: string }[], rest = {}) =>
  one('select', key, label, { widget: 'html5', dataSrc: 'values', data: { values }, ...rest });
/** Only for the components of this format; for others the property is gone. */
const onlyFor = (format: string) => ({
  conditional: { show: true, json: { '==': [{ var: 'data.format' }, format] } },
});

/** The properties that only our own components have, by form.io's type. */
export function kindFields(type: string, t: Translate): FormComponent[] {
  switch (type) {
    case 'currency':
      return [
        choose('entryUnit', t('builder.edit.entry-unit'), [
          { value: 'yuan', label: t('builder.edit.entry-yuan') },
          { value: 'wan', label: t('builder.edit.entry-wan') },
        ]),
        sumTick(t),
      ];
    case 'number':
      return [sumTick(t)];
    case 'textfield':
      return [
        one('textfield', 'within', t('builder.edit.within'), {
          format: 'region',
          description: t('builder.edit.within-help'),
          ...onlyFor('region'),
        }),
        choose(
          'holder',
          t('builder.edit.holder'),
          [
            { value: 'firm', label: t('builder.edit.holder-firm') },
            { value: 'person', label: t('builder.edit.holder-person') },
          ],
          onlyFor('bank-account'),
        ),
      ];
    case 'file':
      return [
        one('number', 'maxFiles', t('builder.edit.max-files'), { validate: { min: 1, max: 20 } }),
        one('textarea', 'sheetColumns', t('builder.edit.template'), {
          rows: 3,
          description: t('builder.edit.template-help'),
        }),
      ];
    case 'checkbox':
      return [
        one('datagrid', 'conditions', t('builder.edit.commitment-lines'), {
          addAnother: t('builder.edit.commitment-add'),
          components: [one('textarea', 'text', t('builder.edit.commitment-line'), { rows: 2 })],
          ...onlyFor('commitment'),
        }),
        one('textarea', 'consequence', t('builder.edit.consequence'), {
          rows: 2,
          description: t('builder.edit.consequence-help'),
          ...onlyFor('commitment'),
        }),
      ];
    default:
      return [];
  }
}

/** A column of a table says itself whether it is summed up below. */
function sumTick(t: Translate): FormComponent {
  return one('checkbox', 'sum', t('builder.edit.sum'), { description: t('builder.edit.sum-help') });
}
