import type { FormComponent } from '~/forms/definition/form-definition';

import { askButton, choose, number, tick } from './edit-fields';
import type { EditContext } from './edit-forms';

const bindable = new Set([
  'textfield',
  'textarea',
  'number',
  'currency',
  'datetime',
  'radio',
  'select',
  'email',
  'checkbox',
]);

/** What of the 预填 tab a component has: facts, a table's rows, or the certificate that spares an upload. */
export function prefillTab(type: string, context: EditContext): FormComponent[] {
  if (type === 'datagrid') return rowFields(context);
  if (type === 'file') return certificateFields(context);
  return bindable.has(type)
    ? [...prefillFields(context), findFact(context), ...columnFields(type, context)]
    : [];
}

/** The catalogue with its search, in a dialog of the page. */
function findFact({ t }: EditContext): FormComponent {
  return askButton('facts', t('builder.edit.facts-about'), t('builder.edit.facts'));
}

function rowFields({ t }: EditContext): FormComponent[] {
  return [
    choose(
      'prefill.rows',
      t('builder.edit.rows-from'),
      ['years', 'certificates'].map((value) => ({ value, label: t(`builder.edit.rows-${value}`) })),
      { description: t('builder.edit.rows-help') },
    ),
    {
      ...number('prefill.count', t('builder.edit.rows-count'), { validate: { min: 1, max: 10 } }),
      conditional: { show: true, when: 'prefill.rows', eq: 'years' },
    },
  ];
}

/** On a column of a filled table: the row's year, or its certificate's particulars. */
function columnFields(type: string, { t }: EditContext): FormComponent[] {
  if (!['textfield', 'datetime'].includes(type)) return [];
  const parts =
    type === 'datetime'
      ? ['issuedOn', 'validUntil']
      : ['period', 'name', 'number', 'issuer', 'issuedOn', 'validUntil'];
  return [
    choose(
      'prefill.part',
      t('builder.edit.part'),
      parts.map((value) => ({ value, label: t(`builder.edit.part-${value}`) })),
      { description: t('builder.edit.part-help') },
    ),
  ];
}

function certificateFields({ t, facts }: EditContext): FormComponent[] {
  const kinds = facts.filter(({ key }) => key.startsWith('qualification.'));
  return [
    choose(
      'prefill.certificate',
      t('builder.edit.certificate'),
      kinds.map(({ key, label, source }) => ({ value: key, label: `${label} · ${source}` })),
      { description: t('builder.edit.certificate-help') },
    ),
  ];
}

function prefillFields({ t, facts, year }: EditContext): FormComponent[] {
  const years = [1, 2, 3].map((back) => String(year - back));
  return [
    {
      ...choose(
        'prefill.fact',
        t('builder.edit.fact'),
        facts.map(({ key, label, source }) => ({ value: key, label: `${label} · ${source} · ${key}` })),
        { description: t('builder.edit.fact-help'), placeholder: t('builder.edit.fact-none') },
      ),
      widget: 'choicesjs',
      searchEnabled: true,
      searchThreshold: 0.3,
      limit: 500,
    },
    choose(
      'prefill.period',
      t('builder.edit.period'),
      [
        { value: 'latest', label: t('builder.edit.period-latest') },
        ...years.map((value) => ({ value, label: t('builder.edit.period-year', { year: value }) })),
      ],
      { description: t('builder.edit.period-help') },
    ),
    tick('prefill.locked', t('builder.edit.locked'), {
      defaultValue: true,
      description: t('builder.edit.locked-help'),
    }),
  ];
}
