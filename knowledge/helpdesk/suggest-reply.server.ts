import type { ChatModels } from '~/knowledge/answers/chat-models.server';
import { extractAnswer } from '~/knowledge/answers/extract-answer';
import { gatherPassages } from '~/knowledge/answers/gather-passages.server';
import { generateAnswer } from '~/knowledge/answers/generate-answer.server';
import { aspectOf, withoutAspectWords } from '~/knowledge/answers/question-aspect';
import { questionTerms } from '~/knowledge/answers/question-terms';
import type { SourcePassage } from '~/knowledge/answers/source-passage';
import type { SearchIndex } from '~/knowledge/search/search-index.server';
import { sayKnowledge } from '~/knowledge/words/say';
import { anonymousReader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, SqlReader } from '~/prisma/database.server';

import { readCitablePassages } from './citable-passages.server';
import type { CitablePassage } from './check-reply';

/** A reply to begin with: `[n]` in the text is the n-th passage, from 1. Empty when nothing was found. */
export interface SuggestedReply {
  text: string;
  cited: CitablePassage[];
  /** extractive: quoted; model: written and verified by a model; none: no basis was found. */
  mode: 'extractive' | 'model' | 'none';
  /** Why no model wrote it though one was asked. */
  failure: 'no-model' | 'failed' | 'nothing-verified' | null;
}

export interface SuggestDeps {
  db: Db;
  sql: SqlReader;
  search: SearchIndex;
  chat: ChatModels;
  now: () => Date;
}

const mostForModel = 6;

/**
 * Drafts a reply from what an asker may read: by a model where one is there and `withModel` asks for it, each sentence
 * verified, else by quoting the clauses that answer. The person edits it before anything is sent.
 */
export async function suggestReply(
  deps: SuggestDeps,
  input: {
    question: string;
    topic?: string;
    regions: readonly string[];
    withModel: boolean;
    signal: AbortSignal;
  },
): Promise<SuggestedReply> {
  const { question, regions } = input;
  const aspect = aspectOf(question);
  const matter = withoutAspectWords(question, aspect);
  const { topic = '' } = input;
  const gathered = await gatherPassages(deps, {
    question: questionTerms(matter).length > 0 ? matter : question,
    ...(topic !== '' && { topic }),
    asOf: cityDate(deps.now()),
    regions,
    // What goes to a firm rests only on what everyone may read.
    reader: anonymousReader,
  });
  const quotations = extractAnswer({ question, aspect, ...gathered });
  let failure: SuggestedReply['failure'] = null;
  if (input.withModel) {
    const quoted = quotations.map(({ passage }) => passage);
    const others = gathered.passages.filter((passage) => passage.found && !quoted.includes(passage));
    const written = await writeByModel(
      deps,
      question,
      [...quoted, ...others].slice(0, mostForModel),
      input.signal,
    );
    if ('text' in written) return written;
    failure = written.failure;
  }
  if (quotations.length === 0) return { text: '', cited: [], mode: 'none', failure };
  const ids = [...new Set(quotations.map(({ passage }) => passage.passageId))];
  const cited = await readCitablePassages(deps.db, ids, deps.now());
  const paragraphs = quotations.flatMap(({ passage, text }) => {
    const n = cited.findIndex(({ passageId }) => passageId === passage.passageId) + 1;
    return n === 0 ? [] : [`${sourceWords(passage)}${text.trim()}[${n}]`];
  });
  const opening = sayKnowledge('zh-CN', 'helpdesk.suggest.opening');
  return { text: [opening, ...paragraphs].join('\n\n'), cited, mode: 'extractive', failure };
}

async function writeByModel(
  deps: SuggestDeps,
  question: string,
  passages: SourcePassage[],
  signal: AbortSignal,
): Promise<SuggestedReply | { failure: NonNullable<SuggestedReply['failure']> }> {
  if (deps.chat.current().state !== 'ready') return { failure: 'no-model' };
  if (passages.length === 0) return { failure: 'nothing-verified' };
  const ids: number[] = [];
  const sentences: string[] = [];
  for await (const piece of generateAnswer(deps.chat, { question, passages, locale: 'zh-CN', signal })) {
    if ('failed' in piece) return { failure: 'failed' };
    if (!('shown' in piece)) continue;
    const { passageId } = piece.shown.passage;
    if (!ids.includes(passageId)) ids.push(passageId);
    sentences.push(`${piece.shown.text}[${ids.indexOf(passageId) + 1}]`);
  }
  if (sentences.length === 0) return { failure: 'nothing-verified' };
  const cited = await readCitablePassages(deps.db, ids, deps.now());
  const opening = sayKnowledge('zh-CN', 'helpdesk.suggest.opening-model');
  return { text: `${opening}\n\n${sentences.join('')}`, cited, mode: 'model', failure: null };
}

/** 《title》文号 第三条: what the quoted words are introduced by; key points are called so. */
function sourceWords(passage: SourcePassage): string {
  const number = passage.documentNumber ? `（${passage.documentNumber}）` : '';
  const key = passage.textKind === 'key-points' ? 'helpdesk.suggest.key-points' : 'helpdesk.suggest.source';
  return sayKnowledge('zh-CN', key, { title: passage.title, number, path: passage.path });
}
