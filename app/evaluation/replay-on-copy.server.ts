import { pino } from 'pino';

import { openChatModels } from '~/knowledge/answers/chat-models.server';
import type { ShadowFacts } from '~/knowledge/evaluation/gate/compare-replays';
import type { EvaluationQuestionItem } from '~/knowledge/evaluation/questions/evaluation-question';
import type { JudgedAnswer } from '~/knowledge/evaluation/runs/judge-answer';
import { knowledgeFingerprint } from '~/knowledge/evaluation/runs/knowledge-fingerprint.server';
import {
  listPublicDocuments,
  listStandingClauses,
  readQuestions,
} from '~/knowledge/evaluation/runs/read-questions.server';
import type { ReplayOutcome, ReplayProgress, ReplayRequest } from '~/knowledge/evaluation/runs/replayer';
import { embedPendingPassages } from '~/knowledge/search/embedding/embed-pending-passages.server';
import type { EmbeddingModel } from '~/knowledge/search/embedding/embedding-model.server';
import { openSearchIndex } from '~/knowledge/search/search-index.server';
import { openDictionary } from '~/knowledge/search/understanding/open-dictionary.server';
import { cityDate } from '~/prisma/calendar/city-date';
import { openDatabase, openReader, type Db, type SqlReader } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

import { applyOnCopy } from './apply-on-copy.server';
import { askOnCopy } from './ask-on-copy.server';
import { openModelOfCopy } from './open-model-of-copy.server';

interface Copy {
  file: string;
  db: Db;
  sql: SqlReader;
  settings: Settings;
  model: EmbeddingModel | null;
  signal: AbortSignal;
  today: string;
}

/** Replays the questions on a copy that lies ready at `file`: before the change, and after it. */
export async function replayOnCopy(
  file: string,
  settings: Settings,
  request: ReplayRequest,
  job: { signal: AbortSignal; onProgress: (progress: ReplayProgress) => void },
): Promise<ReplayOutcome> {
  const db = openDatabase(file);
  const sql = openReader(file);
  const opened = await openModelOfCopy(sql, settings);
  const copy: Copy = {
    ...{ file, db, sql, settings, signal: job.signal, today: cityDate(new Date()) },
    model: 'model' in opened ? opened.model : null,
  };
  try {
    // The copy is thrown away: nothing of it has to outlast a power cut.
    await db.$queryRawUnsafe('PRAGMA synchronous = OFF');
    return await replay(copy, request, job.onProgress);
  } finally {
    await copy.model?.close();
    sql.close();
    await db.$disconnect();
  }
}

async function replay(
  copy: Copy,
  request: ReplayRequest,
  tell: (progress: ReplayProgress) => void,
): Promise<ReplayOutcome> {
  const { db, today } = copy;
  const questions = await readQuestions(db, request.setId);
  const fingerprint = await knowledgeFingerprint(db, today);
  const isKnown = request.knownFingerprints?.includes(fingerprint) ?? false;
  const total = questions.length * ((isKnown ? 0 : 1) + (request.change ? 1 : 0));
  const asked = isKnown ? 0 : questions.length;
  const report = (stage: ReplayProgress['stage'], done: number) => tell({ stage, done, total });
  const engine = { embeddingModel: copy.model?.name ?? null, chatModel: null };
  const outcome: ReplayOutcome = { fingerprint, today, engine, before: null, after: null, facts: null };

  if (!isKnown) {
    await embedNew(copy, () => report('embedding', 0));
    outcome.before = await askAll(copy, questions, (done) => report('before', done));
  }
  if (!request.change) return outcome;
  const held = {
    stands: await listStandingClauses(db, questions, today),
    documents: await listPublicDocuments(db),
  };
  report('applying', asked);
  const refusal = await applyOnCopy(db, request.change);
  if (refusal !== null) return { ...outcome, refusal };
  if (request.change.kind === 'embedding-model') {
    const another = await openModelOfCopy(copy.sql, copy.settings);
    // Without its model the questions would be asked by keyword, and that is not what is proposed.
    if ('refusal' in another) return { ...outcome, refusal: another.refusal };
    await copy.model?.close();
    copy.model = another.model;
  }
  await embedNew(copy, () => report('embedding', asked));
  outcome.after = await askAll(copy, questions, (done) => report('after', asked + done));
  outcome.facts = await factsOf(copy, questions, held);
  return outcome;
}

async function factsOf(
  { db, today }: Copy,
  questions: readonly EvaluationQuestionItem[],
  held: { stands: Record<string, boolean>; documents: string[] },
): Promise<ShadowFacts> {
  const known = new Set(held.documents);
  return {
    standsBefore: held.stands,
    standsAfter: await listStandingClauses(db, questions, today),
    newDocumentIds: (await listPublicDocuments(db)).filter((id) => !known.has(id)),
  };
}

async function embedNew({ db, sql, model, signal }: Copy, tell: () => void): Promise<void> {
  if (model === null) return;
  await embedPendingPassages(
    { db, sql, model },
    {
      signal,
      progress: () => {
        tell();
        return Promise.resolve();
      },
    },
  );
}

/** Each state of the copy has an index and a dictionary of its own, so that nothing of the one before is searched. */
async function askAll(
  { file, db, sql, settings, model, signal }: Copy,
  questions: readonly EvaluationQuestionItem[],
  tell: (done: number) => void,
): Promise<JudgedAnswer[]> {
  const log = pino({ level: 'silent' });
  const now = () => new Date();
  const search = openSearchIndex({
    ...{ db, sql, log, now },
    dictionary: openDictionary({ sql, now }),
    settings: { databaseFile: file, indexDir: `${file}-index`, EMBEDDING_WORKERS: 0 },
    openModel: () =>
      model === null
        ? Promise.reject(new Error('there is no embedding model'))
        : Promise.resolve({ ...model, close: () => Promise.resolve() }),
    // Exact search: a graph takes longer to build than the questions take.
    tending: { graphFrom: Number.MAX_SAFE_INTEGER },
  });
  const chat = openChatModels({ settings: { ...settings, CHAT_MODEL: 'off' }, now });
  try {
    await search.settled();
    const answers: JudgedAnswer[] = [];
    for (const question of questions) {
      signal.throwIfAborted();
      tell(answers.length);
      answers.push(await askOnCopy({ db, sql, search, chat, now, log }, question, signal));
    }
    tell(answers.length);
    return answers;
  } finally {
    await search.close();
  }
}
