import { pino } from 'pino';

import { openChatModels } from '~/knowledge/answers/chat-models.server';
import type { ShadowFacts } from '~/knowledge/evaluation/gate/compare-replays';
import type { EvaluationQuestionItem } from '~/knowledge/evaluation/questions/evaluation-question';
import { answersThatStand } from '~/knowledge/evaluation/runs/answers-that-stand';
import type { JudgedAnswer } from '~/knowledge/evaluation/runs/judge-answer';
import { knowledgeFingerprint } from '~/knowledge/evaluation/runs/knowledge-fingerprint.server';
import { readKnownAnswers } from '~/knowledge/evaluation/runs/known-answers.server';
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
import { cityDate, daysBetween, type IsoDate } from '~/prisma/calendar/city-date';
import { openDatabase, openReader, type Db, type SqlReader } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

import { applyOnCopy } from './apply-on-copy.server';
import { askOnCopy } from './ask-on-copy.server';
import { openModelOfCopy } from './open-model-of-copy.server';
import { readReleaseKey } from './release-key.server';

interface Copy {
  file: string;
  db: Db;
  sql: SqlReader;
  settings: Settings;
  model: EmbeddingModel | null;
  signal: AbortSignal;
  askedAt: Date;
}

/** Replays the questions on a copy that lies ready at `file`: before the changes, and after them. */
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
    ...{ file, db, sql, settings, signal: job.signal, askedAt: new Date() },
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
  const { db, askedAt } = copy;
  const { changes = [], setId, fresh = false } = request;
  const today = cityDate(askedAt);
  const days = request.days ?? { before: today, after: today };
  const questions = await readQuestions(db, setId);
  const { kept, ...state } = await recall(copy, fresh ? [] : questions, days.before);
  const missing = questions.filter(({ id }) => !kept.has(id));
  const later = request.changes ? questions.length : 0;
  const report = (stage: ReplayProgress['stage'], done: number, after = later) =>
    tell({ stage, done, total: missing.length + after });

  if (missing.length > 0) await embedNew(copy, () => report('embedding', 0));
  const asked = await askAll(copy, missing, days.before, (done) => report('before', done));
  const outcome: ReplayOutcome = {
    ...{ ...state, askedAt, days, after: null, askedAfter: 0, facts: null, releaseAfter: state.release },
    engine: { embeddingModel: copy.model?.name ?? null, chatModel: null },
    before: inOrder(questions, [...kept.values(), ...asked]),
    knownRunId: missing.length === 0 ? state.knownRunId : null,
  };
  if (!request.changes) return outcome;

  const held = {
    stands: await listStandingClauses(db, questions, days.before),
    documents: await listPublicDocuments(db),
  };
  const dictionary = openDictionary({ sql: copy.sql, now: () => askedAt }).current();
  report('applying', missing.length);
  for (const change of changes) {
    const refusal = (await applyOnCopy(db, change)) ?? (await followModel(copy, change.kind));
    if (refusal !== null) return { ...outcome, refusal };
  }
  await embedNew(copy, () => report('embedding', missing.length));
  // A change may bring a question of its own: it is asked too, so that these answers are whole when it is live.
  const now = await readQuestions(db, setId);
  const onlyWords = changes.length > 0 && changes.every(({ kind }) => kind === 'dictionary');
  const standing = onlyWords
    ? answersThatStand(
        outcome.before,
        dictionary,
        openDictionary({ sql: copy.sql, now: () => askedAt }).current(),
      )
    : [];
  const known = new Set(standing.map(({ questionId }) => questionId));
  const turned = now.filter(({ id }) => !known.has(id));
  const after = await askAll(copy, turned, days.after, (done) =>
    report('after', missing.length + done, turned.length),
  );
  outcome.after = inOrder(now, [...standing, ...after]);
  outcome.askedAfter = turned.length;
  outcome.releaseAfter = releaseOf(copy);
  outcome.facts = await factsOf(copy, questions, held, days.after);
  return outcome;
}

/** What is known of the state of the copy: its fingerprint, and the answers that were given to it. */
async function recall(copy: Copy, questions: readonly EvaluationQuestionItem[], day: IsoDate) {
  const { db } = copy;
  const fingerprint = await knowledgeFingerprint(db, day);
  const release = releaseOf(copy);
  const known =
    questions.length === 0 ? null : await readKnownAnswers(db, { fingerprint, release }, questions);
  const kept: ReadonlyMap<string, JudgedAnswer> = known?.byQuestion ?? new Map<string, JudgedAnswer>();
  return { fingerprint, release, knownRunId: known?.runId ?? null, kept };
}

/** The program and the model that answer. */
const releaseOf = ({ model }: Copy) => `${readReleaseKey()} ${model?.id ?? 'keywords'}`;

/** Another model answers from now on; says why it can't be had. */
async function followModel(copy: Copy, kind: string): Promise<string | null> {
  if (kind !== 'embedding-model') return null;
  const another = await openModelOfCopy(copy.sql, copy.settings);
  // Without its model the questions would be asked by keyword, and that is not what is proposed.
  if ('refusal' in another) return another.refusal;
  await copy.model?.close();
  copy.model = another.model;
  return null;
}

function inOrder(questions: readonly EvaluationQuestionItem[], answers: JudgedAnswer[]): JudgedAnswer[] {
  const byId = new Map(answers.map((answer) => [answer.questionId, answer]));
  return questions.flatMap(({ id }) => byId.get(id) ?? []);
}

async function factsOf(
  { db }: Copy,
  questions: readonly EvaluationQuestionItem[],
  held: { stands: Record<string, boolean>; documents: string[] },
  day: IsoDate,
): Promise<ShadowFacts> {
  const known = new Set(held.documents);
  return {
    standsBefore: held.stands,
    standsAfter: await listStandingClauses(db, questions, day),
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
  { file, db, sql, settings, model, signal, askedAt }: Copy,
  questions: readonly EvaluationQuestionItem[],
  day: IsoDate,
  tell: (done: number) => void,
): Promise<JudgedAnswer[]> {
  tell(0);
  if (questions.length === 0) return [];
  const log = pino({ level: 'silent' });
  const shiftMs = daysBetween(cityDate(askedAt), day) * 86_400_000;
  const now = () => new Date(Date.now() + shiftMs);
  const search = openSearchIndex({
    ...{ db, sql, log, now },
    dictionary: openDictionary({ sql, now }),
    settings: { ...settings, databaseFile: file, indexDir: `${file}-index`, EMBEDDING_WORKERS: 0 },
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
      answers.push(await askOnCopy({ db, sql, search, chat, now, log }, question, signal));
      tell(answers.length);
    }
    return answers;
  } finally {
    await search.close();
  }
}
