import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';

import type { FormioBuilderInstance, FormioInstance } from '../formio-types';
import { formioWords } from '../formio-words';
import { loadFormio } from '../load-formio.client';
import { editForm, type BindableFact } from '../palette/edit-forms';
import { findPaletteItem, paletteOption, type Translate } from '../palette/palette-items';
import { appendComponent, copyComponent, moveComponent } from './arrange-components';
import { tidyDefinition } from './tidy-definition';

export interface BuilderToOpen {
  definition: FormDefinition;
  facts: readonly BindableFact[];
  locale: string;
  t: Translate;
  onChange: (definition: FormDefinition) => void;
  /** A component's button for one of the page's own dialogs was pressed. */
  onAsk: (what: AskedDialog, key: string) => void;
}

/** The dialogs of the page that a component opens: its conditions and calculation, its key, and the facts. */
export type AskedDialog = 'rules' | 'rename' | 'facts';

/** The open builder as the page works with it. */
export interface OpenBuilder {
  /** Shows a definition that was changed elsewhere; `onChange` is not called for it. */
  show(definition: FormDefinition): Promise<void>;
  edit(key: string): void;
  /** The key of the component that was touched last; null when none was. */
  selected(): string | null;
  close(): void;
}

type Builder = FormioBuilderInstance & {
  element: HTMLElement;
  dialog: HTMLElement | null;
  generateKey(info: FormComponent): string;
  updateComponentKey(data: FormComponent): string;
  redraw(): Promise<void>;
  destroy(all?: boolean): void;
  editComponent(schema: FormComponent, parent: HTMLElement, ...rest: unknown[]): void;
};

/** form.io's builder with our palette and property forms; what can be dragged can be done by keyboard too. */
export async function openBuilder(element: HTMLElement, form: BuilderToOpen): Promise<OpenBuilder> {
  const formio = await loadFormio();
  const { t, facts, locale } = form;
  let selected: string | null = null;
  for (const [type, component] of Object.entries(formio.Components.components)) {
    component.editForm = () =>
      editForm(type, {
        t,
        facts,
        year: new Date().getFullYear(),
      });
  }
  const live = (await formio.builder(element, structuredClone(form.definition), {
    language: locale,
    i18n: { [locale]: formioWords(locale) },
    builder: paletteOption(t),
    noDefaultSubmitButton: true,
    sideBarScroll: false,
    sources: Object.fromEntries(facts.map(({ key, label, source }) => [key, { label, source }])),
    sourceWords: { asked: t('builder.asked'), bound: t('builder.bound') },
  })) as Builder;
  live.generateKey = (info) => info.key;
  live.updateComponentKey = (data) => data.key;

  let shown = JSON.stringify(tidyDefinition(live.form));
  let isShowing = false;
  const changed = () => {
    if (isShowing) return;
    const now = tidyDefinition(live.form);
    const text = JSON.stringify(now);
    if (text === shown) return;
    shown = text;
    form.onChange(now);
  };
  const show = async (definition: FormDefinition) => {
    isShowing = true;
    try {
      await live.setForm(structuredClone(definition));
      await live.redraw();
    } finally {
      isShowing = false;
    }
  };
  const put = async (definition: FormDefinition) => {
    await show(definition);
    changed();
  };
  live.on('change', changed);
  live.on('removeComponent', changed);
  const edit = (key: string) => {
    selected = key;
    canvasElement(live, key)?.querySelector<HTMLElement>('[ref="editComponent"]')?.click();
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const item = target.closest<HTMLElement>('.palette-item')?.dataset.key;
    const schema = item && findPaletteItem(item)?.schema(t);
    if (schema) {
      const added = appendComponent(live.form, schema, selected);
      void put(added.definition).then(() => edit(added.key));
      return;
    }
    const box = target.closest<HTMLElement & { formioComponent?: FormioInstance }>('.builder-component');
    const key = box?.formioComponent?.component.key;
    if (!key) return;
    selected = key;
    element
      .querySelectorAll('.builder-component.is-selected')
      .forEach((one) => one.classList.remove('is-selected'));
    box.classList.add('is-selected');
    const action = target.closest<HTMLElement>('[data-action]')?.dataset.action;
    if (action === 'rules' || action === 'facts') form.onAsk(action, key);
    if (action === 'up' || action === 'down') {
      void put(moveComponent(live.form, key, action === 'up' ? -1 : 1)).then(() =>
        canvasElement(live, key)?.querySelector<HTMLElement>(`[data-action="${action}"]`)?.focus(),
      );
    } else if (action === 'copy') {
      const copied = copyComponent(live.form, key);
      if (copied) void put(copied.definition);
    }
  };
  element.addEventListener('click', onClick);
  const stopDialogs = keepDialogsUsable(live);
  const stopAsking = askFromDrawer(live, form.onAsk);
  return {
    show: async (definition) => {
      await show(definition);
      shown = JSON.stringify(tidyDefinition(live.form));
    },
    edit,
    selected: () => selected,
    close: () => {
      stopDialogs();
      stopAsking();
      element.removeEventListener('click', onClick);
      live.destroy(true);
    },
  };
}

function canvasElement(builder: Builder, key: string): HTMLElement | undefined {
  const boxes = builder.element.querySelectorAll<HTMLElement & { formioComponent?: FormioInstance }>(
    '.builder-component',
  );
  return [...boxes].find((box) => box.formioComponent?.component.key === key);
}

/** The property drawer takes the focus when it opens, closes by Escape, and gives the focus back. */
function keepDialogsUsable(builder: Builder): () => void {
  let before: HTMLElement | null = null;
  builder.on('editComponent', () => {
    before = document.activeElement as HTMLElement | null;
    const { dialog } = builder;
    dialog?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    dialog?.addEventListener('close', () => before?.isConnected && before.focus());
  });
  const onKey = (event: KeyboardEvent) => {
    const { dialog } = builder;
    if (!dialog) return;
    if (event.key === 'Escape') dialog.querySelector<HTMLElement>('[ref="dialogClose"]')?.click();
    if (event.key === 'Tab') trapFocus(dialog, event);
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

/** Buttons in the drawer open the page's dialogs: what was changed in the drawer is applied first. */
function askFromDrawer(builder: Builder, onAsk: BuilderToOpen['onAsk']): () => void {
  let edited: string | null = null;
  builder.on('editComponent', (component: FormComponent) => {
    edited = component.key;
  });
  const onClick = (event: MouseEvent) => {
    const { dialog } = builder;
    const asked = (event.target as HTMLElement).closest<HTMLElement>('[data-ask]');
    if (!dialog || !asked || !dialog.contains(asked) || edited === null) return;
    const key = edited;
    dialog.addEventListener('close', () => onAsk(asked.dataset.ask as AskedDialog, key), { once: true });
    dialog.querySelector<HTMLElement>('[ref="saveButton"]')?.click();
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}

function trapFocus(dialog: HTMLElement, event: KeyboardEvent): void {
  const stops = [
    ...dialog.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex="0"]'),
  ].filter((one) => one.offsetParent !== null && !one.hasAttribute('disabled'));
  const [first, last] = [stops[0], stops.at(-1)];
  const edge = event.shiftKey ? first : last;
  if (document.activeElement !== edge && dialog.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
