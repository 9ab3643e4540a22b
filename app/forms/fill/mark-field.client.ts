import type { FieldProvenance, Provenance } from '~/forms/prefill/field-provenance';

import type { Translate } from '../palette/palette-items';
import type { FormioInstance } from '../formio-types';
import { dayOf } from './provenance-chip';

interface Marks {
  provenance: Provenance;
  /** The reviewer's words by path, when a case was returned. */
  returned: Record<string, string>;
  t: Translate;
}

/** Puts the source and the reviewer's words under a field; form.io calls it each time it draws the field. */
export function markField(
  element: HTMLElement,
  instance: FormioInstance,
  { provenance, returned, t }: Marks,
): void {
  if (instance.component.input === false || instance.type === 'hidden') return;
  element.querySelectorAll(':scope > .field-mark').forEach((old) => old.remove());
  const words = returned[instance.path];
  if (words) element.append(returnedNote(words, t));
  const origin = provenance[instance.path];
  if (origin) element.append(originLine(origin, t));
}

function returnedNote(words: string, t: Translate): HTMLElement {
  const note = make('p', 'field-mark hq-note hq-note-gap hq-sm');
  note.append(icon('bi-arrow-return-left'), make('span', '', `${t('fill.returned-field')}${words}`));
  return note;
}

function originLine(origin: FieldProvenance, t: Translate): HTMLElement {
  const line = make('p', 'field-mark field-origin');
  const chip = make('span', 'hq-prov hq-prov-chip');
  const stated = origin.sourceKind === 'stated';
  chip.append(
    icon(stated ? 'bi-person-check' : 'bi-database'),
    stated ? t('fill.origin.stated') : t('fill.origin.source'),
  );
  if (!stated) chip.append(make('b', '', origin.source));
  chip.append(` · ${t('fill.origin.date', { date: dayOf(origin.observedAt) })}`);
  if (origin.locked) chip.append(` · ${t('fill.origin.locked')}`);
  line.append(chip);
  if (origin.locked && origin.fact) {
    const link = make('a', 'hq-sm', t('fill.dispute')) as HTMLAnchorElement;
    link.href = `/my/facts?dispute=${encodeURIComponent(origin.fact)}`;
    line.append(' ', link);
  }
  return line;
}

function make(tag: string, className: string, text?: string): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function icon(name: string): HTMLElement {
  const element = make('i', `bi ${name}`);
  element.setAttribute('aria-hidden', 'true');
  return element;
}
