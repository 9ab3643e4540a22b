import { translator } from '~/app/words/translator';
import { chineseWordsFor } from '~/knowledge/answers/english-words';
import { findWindowClause } from '~/knowledge/answers/find-window-clause.server';
import { gatherPassages } from '~/knowledge/answers/gather-passages.server';
import { gatherForComparison } from '~/knowledge/answers/gather-for-comparison.server';
import { pickForComparison, type ComparedAspect } from '~/knowledge/answers/pick-for-comparison';
import { isEnglish } from '~/knowledge/answers/question-aspect';
import type { SourcePassage } from '~/knowledge/answers/source-passage';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';

import { regionsOf } from './regions-of';
import { documentName } from './source-name';
import type { ComparisonTable, TurnEvent } from './turn-answer';
import { findMeantPolicy, type TurnContext } from './turn-context.server';

const rows: ComparedAspect[] = ['who', 'conditions', 'amount', 'deadline'];

interface Side {
  name: string;
  policy: PublishedPolicy | null;
  passages: SourcePassage[];
}

/**
 * Two policies side by side: whom they are for, conditions, amount, window; each line of a cell is a clause with its
 * citation. False when one of them isn't in the documents.
 */
export async function* comparePolicies(
  context: TurnContext,
  names: [string, string],
): AsyncGenerator<TurnEvent, boolean> {
  const { draft, request } = context;
  const t = translator(request.locale);
  const [left, right] = [await openSide(context, names[0]), await openSide(context, names[1])];
  if (!left || !right || left.passages[0]?.documentId === right.passages[0]?.documentId) return false;
  yield draft.addText('note', 'extractive', t('chat.compare.note', { a: left.name, b: right.name }));
  const table: ComparisonTable = { sides: [left.name, right.name], rows: [] };
  const used = [new Set<string>(), new Set<string>()] as const;
  for (const aspect of rows) {
    const cells: [string[], string[]] = [[], []];
    for (const [at, side] of [left, right].entries())
      cells[at as 0 | 1] = yield* writeCell(context, side, aspect, used[at as 0 | 1]);
    if (cells[0].length + cells[1].length > 0) table.rows.push({ aspect, cells });
  }
  const words = table.rows
    .map(({ aspect, cells }) =>
      [
        t(`chat.aspect.${aspect}`),
        ...table.sides.map(
          (side, at) => `${side}：${(cells[at as 0 | 1] ?? []).join(' ') || t('chat.compare.none')}`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
  yield draft.addText('comparison', 'extractive', words, { part: { comparison: table } });
  draft.answer.topic = names.join('、');
  return true;
}

async function openSide(context: TurnContext, name: string): Promise<Side | null> {
  const { deps, request, asOf } = context;
  const question = isEnglish(`${name} policy programme`) ? chineseWordsFor(name) || name : name;
  const policy = await findMeantPolicy(context, question);
  const gathered = await gatherPassages(deps, {
    question,
    asOf,
    regions: regionsOf(question),
    reader: request.reader,
  });
  const passages = gatherForComparison(deps.sql, gathered, policy?.content.sources ?? [], question);
  const first = passages[0];
  if (!first) return null;
  const title = policy?.title.replace(/（示例）/, '');
  return { name: title ? `${title}（${documentName(first)}）` : documentName(first), policy, passages };
}

/** The clauses of a cell, each with its mark; before them the one that names the days of application. */
function* writeCell(
  context: TurnContext,
  side: Side,
  aspect: ComparedAspect,
  used: Set<string>,
): Generator<TurnEvent, string[]> {
  const lines = aspect === 'deadline' ? yield* writeWindow(context, side, used) : [];
  for (const { passage, text } of pickForComparison(side.passages, aspect, used)) {
    const { n, event } = context.draft.cite(passage, text);
    if (event) yield event;
    lines.push(`${text} [${n}]`);
  }
  return lines;
}

/** 申报期: the clause that names its days, else the days that the department published with the policy. */
function* writeWindow(
  { deps, draft, request, asOf }: TurnContext,
  { policy }: Side,
  used: Set<string>,
): Generator<TurnEvent, string[]> {
  const window = policy?.content.window;
  if (!policy || !window) return [];
  const numbers = policy.content.sources.flatMap(({ documentNumber }) => documentNumber ?? []);
  const clause = findWindowClause(deps.sql, numbers, window, asOf);
  if (!clause) {
    const { opens, closes } = window;
    return [translator(request.locale)('chat.compare.window', { opens, closes })];
  }
  used.add(clause.text);
  const { n, event } = draft.cite(clause.passage, clause.text);
  if (event) yield event;
  return [`${clause.text} [${n}]`];
}
