import { gridTypes } from '~/forms/definition/walk-fields';
import type { FieldProvenance, Provenance } from '~/forms/prefill/field-provenance';
import type { CertificateState } from '~/forms/prefill/fill-certificate';

import type { Translate } from '../palette/palette-items';
import type { FormioInstance } from '../formio-types';
import { originWords } from './origin-words';

interface Marks {
  provenance: Provenance;
  /** The reviewer's words by path, when a case was returned. */
  returned: Record<string, string>;
  certificates: Record<string, CertificateState>;
  t: Translate;
}

/** Puts the source and the reviewer's words under a field; form.io calls it each time it draws the field. */
export function markField(element: HTMLElement, instance: FormioInstance, marks: Marks): void {
  const { provenance, returned, certificates, t } = marks;
  if (instance.component.input === false || instance.type === 'hidden') return;
  element.querySelectorAll(':scope > .field-mark').forEach((old) => old.remove());
  if (gridTypes.has(instance.type)) keepFilledRows(element, instance.path, provenance);
  const words = returned[instance.path];
  if (words) element.append(returnedNote(words, t));
  const certificate = certificates[instance.path];
  if (certificate) element.append(...certificateNote(certificate, t));
  const origin = provenance[instance.path];
  if (origin) element.append(...(origin.row === undefined ? [originLine(origin, t)] : cellLine(origin, t)));
}

/** A row that the record filled can't be taken out; the server would put it back. */
function keepFilledRows(element: HTMLElement, path: string, provenance: Provenance): void {
  const filled = Object.entries(provenance).flatMap(([cell, { row }]) =>
    row !== undefined && cell.startsWith(`${path}[`)
      ? [Number.parseInt(cell.slice(path.length + 1), 10)]
      : [],
  );
  const buttons = element.querySelectorAll<HTMLElement>('.formio-button-remove-row');
  for (const row of new Set(filled)) if (buttons[row]) buttons[row].hidden = true;
}

function returnedNote(words: string, t: Translate): HTMLElement {
  const note = make('p', 'field-mark hq-note hq-note-gap hq-sm');
  note.append(icon('bi-arrow-return-left'), make('span', '', `${t('fill.returned-field')}${words}`));
  return note;
}

/** Why a certificate that the city issued must be handed in this time. */
function certificateNote(held: CertificateState, t: Translate): HTMLElement[] {
  if (held.state === 'held') return [];
  const note = make('p', 'field-mark hq-sm hq-muted');
  const words =
    held.state === 'expired'
      ? t('fill.certificate.expired', {
          name: held.certificate.name,
          number: held.certificate.number,
          date: held.certificate.validUntil ?? '',
        })
      : t('fill.certificate.none');
  note.append(icon('bi-patch-exclamation'), ' ', make('span', '', words));
  return [note];
}

function originLine(origin: FieldProvenance, t: Translate): HTMLElement {
  const line = make('p', 'field-mark field-origin');
  const chip = make('span', `hq-prov hq-prov-chip${origin.pending ? ' prov-pending' : ''}`);
  const words = originWords(origin, t);
  chip.append(icon(words.icon), words.lead);
  if (words.source !== null) chip.append(make('b', '', words.source));
  for (const more of words.rest) chip.append(` · ${more}`);
  if (words.locked) chip.append(` · ${t('fill.origin.locked')}`);
  line.append(chip);
  if (origin.locked && origin.fact) {
    const link = make('a', 'hq-sm', t('fill.dispute')) as HTMLAnchorElement;
    link.href = `/my/facts?dispute=${encodeURIComponent(origin.fact)}`;
    line.append(' ', link);
  }
  return line;
}

/** In a table's cell: the lock and the source; the rest is told on pointing and to screen readers. */
function cellLine(origin: FieldProvenance, t: Translate): HTMLElement[] {
  if (origin.sourceKind === 'form') return [];
  const words = originWords(origin, t);
  const line = make('p', 'field-mark cell-origin hq-prov');
  line.title = [words.lead + (words.source ?? ''), ...words.rest].join(' · ');
  line.append(icon(origin.locked ? 'bi-lock-fill' : words.icon), ` ${words.source ?? words.lead}`);
  line.append(make('span', 'visually-hidden', ` · ${words.rest.join(' · ')}`));
  return [line];
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
