import type { PaperCell } from '~/knowledge/documents/paper/paper-form';

import { choicesOf, fieldKind } from './field-kind';
import type { DraftBuilder } from './paper-draft';
import { inlineBlanks, isBlank, isSignature, numberedLines, withoutNumber } from './paper-words';
import { readChoices } from './read-choices';

/** 姓名 of 联系人 → 联系人姓名. */
const named = (label: string, group: string): string => {
  const bare = label.replace(/\s/g, '');
  return group === '' || bare.startsWith(group) ? bare : `${group}${bare}`;
};

/** What a blank is called: its own name, what it belongs to, and what is printed in it. */
export interface BlankName {
  label: string;
  /** 联系人, over 姓名 and 电话. */
  group?: string;
  help?: string;
}

/** A field for a blank; its own name says of which kind, not what it belongs to. */
export function addField(
  draft: DraftBuilder,
  { label, group = '', help = '' }: BlankName,
  blank: PaperCell,
  from: readonly Pick<PaperCell, 'place'>[],
): void {
  const rows = Math.max(blank.rowSpan, blank.text.split('\n').length);
  const kind = fieldKind(label, blank.text, { rows });
  const described = help === '' ? {} : { description: help };
  draft.add(
    { ...kind.component, label: named(kind.label, group), ...described },
    from.map(({ place }) => place),
    kind,
  );
}

/** Fields of 联系人：____ 电话：____ within one cell or line. */
export function addInline(
  draft: DraftBuilder,
  text: string,
  cell: Pick<PaperCell, 'place'>,
  group: string,
): void {
  const few = inlineBlanks(text);
  for (const { label, blank } of few) {
    if (isSignature(label) || /^(填表|申请|申报)?日期$/.test(label)) {
      draft.leave(label, cell.place, 'signed-on-submit');
      continue;
    }
    const kind = fieldKind(label, blank);
    const full = few.length > 1 ? named(kind.label, group) : kind.label;
    draft.add({ ...kind.component, label: full }, [cell.place], kind);
  }
}

/** One of several, several of several, or a single box to tick. */
export function addChoice(
  draft: DraftBuilder,
  { label: own, group = '' }: BlankName,
  cell: Pick<PaperCell, 'place' | 'text'>,
  from: readonly Pick<PaperCell, 'place'>[],
): void {
  const choices = readChoices(cell.text);
  const label = named(own, group);
  const places = from.map(({ place }) => place);
  if (!choices) return draft.leave(`${label} ${cell.text}`, cell.place, 'not-understood');
  const name = withoutNumber(choices.lead === '' ? label : label === '' ? choices.lead : label).replace(
    /[（(]可?多选[)）]/g,
    '',
  );
  const [only = ''] = choices.options;
  if (choices.options.length === 1) {
    draft.add({ type: 'checkbox', label: name === '' ? only : `${name}：${only}`, input: true }, places);
    return;
  }
  const isSeveral = /多选|可选多项|（可复选）/.test(`${label}${cell.text}`);
  const many = choices.options.length > 6;
  const base = { label: name === '' ? only : name, input: true };
  const key = isSeveral
    ? draft.add({ ...base, type: 'selectboxes', ...choicesOf(choices.options) }, places)
    : draft.add(
        many
          ? {
              ...base,
              ...{ type: 'select', widget: 'html5', dataSrc: 'values' },
              ...{ data: choicesOf(choices.options), validate: { onlyAvailableItems: true } },
            }
          : { ...base, type: 'radio', ...choicesOf(choices.options), validate: { onlyAvailableItems: true } },
        places,
        { unsure: choices.options.length > 3 ? 'one-or-more' : null },
      );
  for (const option of choices.withBlank)
    draft.add(
      {
        ...{ type: 'textfield', label: `${option}（请注明）`, input: true, validate: { maxLength: 200 } },
        conditional: {
          json: isSeveral
            ? { '!!': { var: `data.${key}.${option}` } }
            : { '===': [{ var: `data.${key}` }, option] },
        },
      },
      places,
    );
}

/** The statement in full, to be agreed to. */
export function addCommitment(draft: DraftBuilder, text: string, cell: Pick<PaperCell, 'place'>): void {
  const words = text
    .split('\n')
    .filter((line) => !isSignature(line) && !isBlank(line))
    .join('\n')
    .replace(/^[（(]?(申请|申报)?(单位|企业)?承诺(书)?[)）]?[：:]?\s*/, '')
    .trim();
  draft.add(
    {
      ...{ type: 'checkbox', label: '我已阅读并作出上述承诺', input: true, description: words },
    },
    [cell.place],
    { required: true },
  );
}

/** One field for each line of a list of papers. */
export function addAttachments(draft: DraftBuilder, text: string, cell: Pick<PaperCell, 'place'>): void {
  for (const line of numberedLines(text))
    draft.add(
      {
        ...{ type: 'file', label: line.slice(0, 120), input: true, storage: 'url', multiple: true },
        ...{ filePattern: '.pdf,.jpg,.jpeg,.png', fileMaxSize: '20MB' },
      },
      [cell.place],
    );
}
