import type { FormComponent } from '~/forms/definition/form-definition';

import { identityItems, promiseItems } from './own-items';

/** Words of the interface: i18next's `t`. */
export type Translate = (key: string, params?: Record<string, string | number>) => string;

/** One component that a department can put on a form. */
export interface PaletteItem {
  /** Names it in the palette; several items may share a form.io type. */
  id: string;
  icon: string;
  schema: (t: Translate) => FormComponent;
}

export interface PaletteGroup {
  id: string;
  items: PaletteItem[];
}

const input =
  (type: string, key: string, rest: Record<string, unknown> = {}) =>
  (id: string, icon: string): PaletteItem => ({
    id,
    icon,
    schema: (t) => ({ type, key, label: t(`builder.item.${id}`), input: true, ...rest }),
  });

const options = (t: Translate) =>
  [1, 2].map((n) => ({ label: t('builder.option', { n }), value: `option${n}` }));

/** What a department can use: no scripts, no data from elsewhere, no buttons. */
export const paletteGroups: PaletteGroup[] = [
  {
    id: 'basic',
    items: [
      input('textfield', 'text')('text', 'bi-input-cursor-text'),
      input('textarea', 'longText', { rows: 4, showCharCount: true })('long-text', 'bi-textarea-t'),
      input('number', 'number')('number', 'bi-123'),
      input('datetime', 'date', { enableTime: false, format: 'yyyy-MM-dd' })('date', 'bi-calendar3'),
      {
        id: 'radio',
        icon: 'bi-ui-radios',
        schema: (t) => ({
          type: 'radio',
          key: 'choice',
          label: t('builder.item.radio'),
          input: true,
          values: options(t),
          validate: { onlyAvailableItems: true },
        }),
      },
      {
        id: 'checkboxes',
        icon: 'bi-ui-checks',
        schema: (t) => ({
          type: 'selectboxes',
          key: 'choices',
          label: t('builder.item.checkboxes'),
          input: true,
          values: options(t),
        }),
      },
      {
        id: 'dropdown',
        icon: 'bi-menu-button-wide',
        schema: (t) => ({
          type: 'select',
          key: 'dropdown',
          label: t('builder.item.dropdown'),
          input: true,
          widget: 'html5',
          dataSrc: 'values',
          data: { values: options(t) },
          validate: { onlyAvailableItems: true },
        }),
      },
      input('file', 'attachment', {
        storage: 'url',
        multiple: true,
        filePattern: '.pdf,.jpg,.jpeg,.png',
        fileMaxSize: '20MB',
      })('file', 'bi-file-earmark-arrow-up'),
      input('email', 'email')('email', 'bi-envelope'),
    ],
  },
  { id: 'identity', items: identityItems },
  {
    id: 'layout',
    items: [
      {
        id: 'panel',
        icon: 'bi-card-heading',
        schema: (t) => ({
          type: 'panel',
          key: 'panel',
          title: t('builder.item.panel'),
          input: false,
          components: [],
        }),
      },
      {
        id: 'columns',
        icon: 'bi-layout-split',
        schema: (t) => ({
          type: 'columns',
          key: 'columns',
          label: t('builder.item.columns'),
          input: false,
          columns: [0, 1].map(() => ({ components: [], width: 6, offset: 0, push: 0, pull: 0, size: 'md' })),
        }),
      },
      {
        id: 'note',
        icon: 'bi-info-circle',
        schema: (t) => ({
          type: 'content',
          key: 'note',
          label: t('builder.item.note'),
          input: false,
          html: `<p>${t('builder.note-text')}</p>`,
        }),
      },
    ],
  },
  {
    id: 'more',
    items: [
      ...promiseItems,
      input('checkbox', 'promise', { validate: { required: true } })('promise', 'bi-check-square'),
    ],
  },
];

/** form.io's `builder` option: only our groups, in our words. */
export function paletteOption(t: Translate): Record<string, unknown> {
  const own = Object.fromEntries(
    paletteGroups.map((group, index) => [
      `own-${group.id}`,
      {
        title: t(`builder.group.${group.id}`),
        weight: index * 10,
        default: true,
        ignore: false,
        components: Object.fromEntries(
          group.items.map((item, weight) => [
            `hq-${item.id}`,
            {
              key: `hq-${item.id}`,
              title: t(`builder.item.${item.id}`),
              icon: item.icon,
              weight,
              schema: item.schema(t),
            },
          ]),
        ),
      },
    ]),
  );
  return {
    basic: false,
    advanced: false,
    layout: false,
    data: false,
    premium: false,
    resource: false,
    ...own,
  };
}

/** The item of a palette button. */
export function findPaletteItem(id: string): PaletteItem | undefined {
  return paletteGroups.flatMap((group) => group.items).find((item) => `hq-${item.id}` === id);
}
