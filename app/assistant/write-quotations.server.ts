import type { Locale } from '~/app/words/merge-words';
import { translator } from '~/app/words/translator';
import type { Quotation } from '~/knowledge/answers/extract-answer';
import { listItems, procedureSteps } from '~/knowledge/answers/list-steps';
import type { Aspect } from '~/knowledge/answers/question-aspect';
import { readTable } from '~/knowledge/answers/quoted-table';
import { resolveQuotation } from '~/knowledge/answers/resolve-quotation.server';

import { quotedSource } from './source-name';
import type { TurnEvent } from './turn-answer';
import type { TurnDeps } from './turn-deps.server';
import type { TurnDraft } from './turn-draft';

/**
 * Writes quotations as blocks: source and words, steps and materials as lists, rows of a table as a table, what 前款 and
 * the like point at as lines of context with their own citations, exceptions under their own word.
 */
export function* writeQuotations(
  deps: Pick<TurnDeps, 'sql'>,
  draft: TurnDraft,
  aspect: Aspect,
  quotations: Quotation[],
  locale: Locale,
): Generator<TurnEvent, void> {
  const written = new Set<Quotation>();
  for (const quotation of quotations) {
    if (written.has(quotation)) continue;
    const rows = sameTable(quotation, quotations);
    rows.forEach((row) => written.add(row));
    if (rows.length > 1 && (yield* writeTable(draft, rows, locale))) continue;
    for (const row of rows) yield* writeQuotation(deps, draft, aspect, row, locale);
  }
}

function* writeQuotation(
  deps: Pick<TurnDeps, 'sql'>,
  draft: TurnDraft,
  aspect: Aspect,
  quotation: Quotation,
  locale: Locale,
): Generator<TurnEvent, void> {
  const t = translator(locale);
  const { passage, text, role } = quotation;
  // An exception counts once for all aspects.
  if (role === 'exception' && draft.answer.blocks.some((block) => block.text === text)) return;
  const { n, event } = draft.cite(passage, text);
  if (event) yield event;
  const source = `${quotedSource(passage, locale)} [${n}]`;
  if (role === 'exception') yield draft.addText('exception', 'extractive', t('chat.exception', { source }));
  else yield draft.addText('heading', 'extractive', source);
  const steps = role === 'answer' ? stepsOf(aspect, text) : null;
  if (steps) yield draft.addText('steps', 'extractive', text, { part: steps });
  else yield draft.addText('quote', 'extractive', text);
  for (const reference of resolveQuotation(deps.sql, quotation)) {
    const cited = draft.cite(reference.passage, reference.text.replace(/……$/, ''));
    if (cited.event) yield cited.event;
    const key = reference.words === '' ? 'chat.context.stem' : 'chat.context';
    const params = { words: reference.words, path: reference.path };
    yield draft.addText('context', 'extractive', `${t(key, params)}${reference.text} [${cited.n}]`);
  }
}

function stepsOf(aspect: Aspect, text: string): { steps: string[]; isOrdered: boolean } | null {
  if (aspect === 'materials') {
    const list = listItems(text);
    return list && list.lead.length <= 60 && list.rest.length <= 120 && !text.includes('\n')
      ? { steps: list.items, isOrdered: false }
      : null;
  }
  const steps = aspect === 'how' ? procedureSteps(text) : null;
  return steps ? { steps, isOrdered: true } : null;
}

/** The rows of the same document's tables among the quotations. */
function sameTable(quotation: Quotation, all: Quotation[]): Quotation[] {
  if (quotation.passage.kind !== 'table-row') return [quotation];
  return all.filter(
    ({ passage }) => passage.kind === 'table-row' && passage.documentId === quotation.passage.documentId,
  );
}

function* writeTable(draft: TurnDraft, rows: Quotation[], locale: Locale): Generator<TurnEvent, boolean> {
  const table = readTable(rows.map(({ passage }) => passage));
  const first = rows[0]?.passage;
  if (!table || !first) return false;
  const marks: number[] = [];
  for (const { passage } of rows) {
    const { n, event } = draft.cite(passage, passage.text);
    marks.push(n);
    if (event) yield event;
  }
  yield draft.addText('heading', 'extractive', quotedSource({ ...first, path: '' }, locale));
  const words = rows.map(({ passage }, at) => `${passage.text} [${marks[at]}]`).join('\n');
  yield draft.addText('table', 'extractive', words, { part: { table: { ...table, marks } } });
  return true;
}
