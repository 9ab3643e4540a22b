import { gridTypes } from '~/forms/definition/walk-fields';
import type { EarlierFile } from '~/forms/prefill/earlier-files.server';
import type { FieldDispute, FieldProvenance, Provenance } from '~/forms/prefill/field-provenance';
import type { CertificateState } from '~/forms/prefill/fill-certificate';

import type { Translate } from '../palette/palette-items';
import type { FormioInstance } from '../formio-types';
import { originWords } from './origin-words';

/** What the marks under fields show and do. */
export interface Marks {
  provenance: Provenance;
  /** The reviewer's words by path, when a case was returned. */
  returned: Record<string, string>;
  certificates: Record<string, CertificateState>;
  /** The firm's disputes by path. */
  disputes?: Record<string, FieldDispute> | undefined;
  /** Opens the dispute of a locked value; without it the firm's data page is the place. */
  onDispute?: ((path: string) => void) | undefined;
  /** Files that the firm handed in before, by path. */
  earlierFiles?: Record<string, EarlierFile[]> | undefined;
  /** Takes one of them; resolves to what went wrong, or null. */
  onTakeFile?: ((path: string, fileId: string) => Promise<string | null>) | undefined;
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
  const place = { path: instance.path, label: instance.component.label ?? instance.path };
  if (origin)
    element.append(
      ...(origin.row === undefined ? originLine(origin, place, marks) : cellLine(origin, place, marks)),
    );
  const earlier = marks.earlierFiles?.[instance.path] ?? [];
  if (instance.type === 'file' && earlier.length > 0 && marks.onTakeFile)
    element.append(earlierFilesNote(earlier, instance.path, marks));
}

/** Files handed in before: each with its date, its application and how long it counts, taken by a click. */
function earlierFilesNote(
  files: readonly EarlierFile[],
  path: string,
  { onTakeFile, t }: Marks,
): HTMLElement {
  const note = make('div', 'field-mark earlier-files hq-sm');
  note.append(make('p', 'hq-muted', t('fill.earlier-files.title')));
  const list = make('ul', 'plain');
  const problem = make('p', 'c-no');
  problem.setAttribute('role', 'alert');
  for (const file of files) {
    const item = make('li', 'row-x wrapx');
    const words = make('span', 'grow');
    words.append(icon('bi-paperclip'), ' ', make('b', '', file.name));
    words.append(` · ${t('fill.earlier-files.from', { date: file.on, title: file.title })}`);
    if (file.validUntil)
      words.append(
        ` · ${t(file.isExpired ? 'fill.earlier-files.expired' : 'fill.origin.valid-until', { date: file.validUntil })}`,
      );
    item.append(words);
    if (!file.isExpired) item.append(takeButton(file, path));
    list.append(item);
  }
  note.append(list, problem);
  return note;

  function takeButton(file: EarlierFile, at: string): HTMLElement {
    const button = make(
      'button',
      'btn btn-outline-primary btn-sm',
      t('fill.earlier-files.take'),
    ) as HTMLButtonElement;
    button.type = 'button';
    button.setAttribute('aria-label', t('fill.earlier-files.take-file', { name: file.name, date: file.on }));
    button.addEventListener('click', () => {
      button.disabled = true;
      problem.textContent = '';
      void onTakeFile?.(at, file.fileId).then((wrong) => {
        button.disabled = false;
        problem.textContent = wrong ?? '';
      });
    });
    return button;
  }
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

interface Place {
  path: string;
  label: string;
}

function originLine(origin: FieldProvenance, place: Place, marks: Marks): HTMLElement[] {
  const { t } = marks;
  const line = make('p', 'field-mark field-origin');
  const chip = make('span', `hq-prov hq-prov-chip${origin.pending ? ' prov-pending' : ''}`);
  const words = originWords(origin, t);
  chip.append(icon(words.icon), words.lead);
  if (words.source !== null) chip.append(make('b', '', words.source));
  for (const more of words.rest) chip.append(` · ${more}`);
  if (words.locked) chip.append(` · ${t('fill.origin.locked')}`);
  line.append(chip, ...disputeLink(origin, place, marks));
  return [line, ...disputeNote(place.path, marks)];
}

/** In a table's cell: the lock and the source; the rest is told on pointing and to screen readers. */
function cellLine(origin: FieldProvenance, place: Place, marks: Marks): HTMLElement[] {
  if (origin.sourceKind === 'form') return [];
  const words = originWords(origin, marks.t);
  const line = make('p', 'field-mark cell-origin hq-prov');
  line.title = [words.lead + (words.source ?? ''), ...words.rest].join(' · ');
  line.append(icon(origin.locked ? 'bi-lock-fill' : words.icon), ` ${words.source ?? words.lead}`);
  line.append(make('span', 'visually-hidden', ` · ${words.rest.join(' · ')}`));
  const row = origin.period ?? origin.reference;
  const label = row === null ? place.label : `${place.label}（${row}）`;
  const link = disputeLink(origin, { ...place, label }, marks, 'fill.dispute-short');
  line.append(...link.flatMap((one) => [' ', one]));
  return [line, ...disputeNote(place.path, marks)];
}

/** The way to say that a locked value is wrong, unless that was said already. */
function disputeLink(
  { locked, fact }: FieldProvenance,
  { path, label }: Place,
  { disputes, onDispute, t }: Marks,
  words = 'fill.dispute',
): HTMLElement[] {
  if (!locked || !fact || disputes?.[path]?.state === 'open') return [];
  if (!onDispute) {
    const link = make('a', 'hq-sm', t(words)) as HTMLAnchorElement;
    link.href = `/my/facts?dispute=${encodeURIComponent(fact)}`;
    link.setAttribute('aria-label', t('fill.dispute-field', { field: label }));
    return [link];
  }
  const button = make('button', 'btn btn-link btn-sm act-link dispute-link', t(words)) as HTMLButtonElement;
  button.type = 'button';
  button.setAttribute('aria-label', t('fill.dispute-field', { field: label }));
  button.addEventListener('click', () => onDispute(path));
  return [button];
}

function disputeNote(path: string, { disputes, t }: Marks): HTMLElement[] {
  const dispute = disputes?.[path];
  if (!dispute) return [];
  const note = make('p', 'field-mark hq-note hq-note-gap hq-sm');
  const { state, claimedText, on, decision } = dispute;
  const words = t(`fill.dispute.${state}`, { claimed: claimedText, date: on });
  note.append(icon('bi-flag'), make('span', '', decision ? `${words}：${decision}` : words));
  return [note];
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
