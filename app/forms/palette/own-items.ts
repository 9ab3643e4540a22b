import type { FormComponent } from '~/forms/definition/form-definition';

import type { PaletteItem, Translate } from './palette-items';

const field = (
  id: string,
  icon: string,
  make: (t: Translate) => Partial<FormComponent> & { type: string; key: string },
): PaletteItem => ({
  id,
  icon,
  schema: (t) => ({ label: t(`builder.item.${id}`), input: true, ...make(t) }),
});
const text = (format: string, key: string, rest: Partial<FormComponent> = {}) => ({
  type: 'textfield',
  key,
  format,
  ...rest,
});

/** What a firm, its people and its money are named by: each with the check of its standard. */
export const identityItems: PaletteItem[] = [
  field('credit-code', 'bi-building-check', () => text('credit-code', 'creditCode', { case: 'uppercase' })),
  field('id-number', 'bi-person-vcard', () => text('id-number', 'idNumber', { case: 'uppercase' })),
  field('mobile', 'bi-phone', () =>
    text('mobile', 'mobile', { inputMode: 'numeric', inputType: 'tel', autocomplete: 'tel' }),
  ),
  field('amount', 'bi-cash-stack', () => ({ type: 'currency', key: 'amount', entryUnit: 'yuan' })),
  field('region', 'bi-geo-alt', () => text('region', 'region')),
  field('industry', 'bi-diagram-3', () => text('industry', 'industry')),
  field('address', 'bi-signpost', (t) => ({
    type: 'container',
    key: 'address',
    format: 'address',
    components: [
      { ...text('region', 'region'), label: t('builder.item.region'), input: true },
      {
        type: 'textfield',
        key: 'detail',
        label: t('builder.item.address-detail'),
        input: true,
        placeholder: t('builder.item.address-example'),
        validate: { maxLength: 200 },
      },
    ],
  })),
  field('bank', 'bi-bank', (t) => ({
    type: 'columns',
    key: 'bank',
    input: false,
    columns: [
      {
        components: [
          {
            type: 'textfield',
            key: 'bankName',
            label: t('builder.item.bank-name'),
            input: true,
            validate: { maxLength: 100 },
          },
        ],
        width: 6,
        offset: 0,
        push: 0,
        pull: 0,
        size: 'md',
      },
      {
        components: [
          {
            ...text('bank-account', 'bankAccount', { inputMode: 'numeric', holder: 'firm' }),
            label: t('builder.item.bank-account'),
            input: true,
          },
        ],
        width: 6,
        offset: 0,
        push: 0,
        pull: 0,
        size: 'md',
      },
    ],
  })),
  field('fact-card', 'bi-card-text', () => text('fact-card', 'factCard', { disabled: true })),
];

/** Rows with sums, and what a person gives a word for. */
export const promiseItems: PaletteItem[] = [
  field('table', 'bi-table', (t) => ({
    type: 'datagrid',
    key: 'table',
    addAnother: t('builder.add-row'),
    validate: { maxLength: 50 },
    components: [
      { type: 'textfield', key: 'item', label: t('builder.item.text'), input: true },
      {
        type: 'currency',
        key: 'sum',
        label: t('builder.item.amount'),
        input: true,
        entryUnit: 'yuan',
        sum: true,
      },
    ],
  })),
  field('commitment', 'bi-shield-check', (t) => ({
    type: 'checkbox',
    key: 'commitment',
    format: 'commitment',
    label: t('builder.item.commitment-label'),
    conditions: [{ text: t('builder.item.commitment-true') }],
    consequence: t('builder.item.commitment-consequence'),
    validate: { required: true },
  })),
  field('signature', 'bi-pen', () => ({ type: 'signature', key: 'signature', validate: { required: true } })),
];
