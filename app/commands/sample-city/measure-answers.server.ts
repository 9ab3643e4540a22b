import { replayOnCopy } from '~/app/evaluation/replay-on-copy.server';
import type { JudgedAnswer } from '~/knowledge/evaluation/runs/judge-answer';
import { scoreRun, type RunFigures } from '~/knowledge/evaluation/runs/score-run';
import { readEvaluationQuestions } from '~/knowledge/library/read-library.server';
import { cityDate } from '~/prisma/calendar/city-date';
import { parseSettings } from '~/prisma/settings.server';

import { sampleId } from './city-stage';

/** How the assistant answers the starter city's questions without a chat model. */
export interface SampleCityAnswers {
  all: RunFigures;
  /** On the questions that the engine was tuned on, and on those it wasn't. */
  tuned: RunFigures;
  heldOut: RunFigures;
  answers: JudgedAnswer[];
}

/** Asks the seeded starter city's questions in its throw-away database, whose passages have their vectors. */
export async function measureAnswers(
  file: string,
  folder: string,
  progress: (done: number, total: number) => void,
): Promise<SampleCityAnswers> {
  const settings = parseSettings({ DATA_DIR: folder, CHAT_MODEL: 'off' });
  const { before } = await replayOnCopy(
    file,
    settings,
    { jobId: 'sample-city' },
    {
      signal: new AbortController().signal,
      onProgress: ({ done, total }) => progress(done, total),
    },
  );
  const answers = before ?? [];
  const entries = readEvaluationQuestions(cityDate(new Date()));
  const heldOutIds = new Set(
    entries.filter(({ use }) => use === 'held-out').map(({ id }) => sampleId('question', id)),
  );
  const isHeldOut = ({ questionId }: JudgedAnswer) => heldOutIds.has(questionId);
  return {
    answers,
    all: scoreRun(answers),
    tuned: scoreRun(answers.filter((answer) => !isHeldOut(answer))),
    heldOut: scoreRun(answers.filter(isHeldOut)),
  };
}

/** The figures as lines for people, or as one line of JSON. */
export function describeAnswers(
  { all, tuned, heldOut, answers }: SampleCityAnswers,
  { json, failures }: { json: boolean; failures: boolean },
): string[] {
  const wrong = failures ? answers.filter(({ isRight }) => !isRight) : [];
  if (json)
    return [
      JSON.stringify({ answers: { mode: 'embedded', ...all, tuned, heldOut }, ...(failures && { wrong }) }),
    ];
  const row = (name: string, read: (figures: RunFigures) => number | null) =>
    `${name.padEnd(38)} ${percent(read(all))}   tuned ${percent(read(tuned))}   held out ${percent(read(heldOut))}`;
  return [
    '',
    `answers in the embedded mode, ${String(all.questions)} questions (p50 ${String(all.tookMs.p50)} ms, p95 ${String(all.tookMs.p95)} ms)`,
    row('right clause among the citations', ({ citedShare }) => citedShare),
    row('unanswerable refused', ({ declinedShare }) => declinedShare),
    row('out of bounds declined', ({ refusedShare }) => refusedShare),
    ...Object.entries(all.byKind).map(
      ([kind, { questions, right }]) =>
        `  ${kind.padEnd(20)} ${String(right).padStart(4)} right of ${String(questions)}`,
    ),
    ...(failures ? ['', ...wrong.map(describeFailure)] : []),
  ];
}

function describeFailure({
  questionId,
  kind,
  faults,
  rank,
  question,
  outcome,
  citations,
}: JudgedAnswer): string {
  const cited = citations.map(({ title, documentNumber, path }) => `${documentNumber ?? title} ${path}`);
  return [
    questionId.replace(/^.*-/, ''),
    kind,
    faults.join('+'),
    `rank ${String(rank ?? '-')}`,
    question,
    `→ ${cited.length > 0 ? cited.join('; ') : outcome}`,
  ].join('  ');
}

const percent = (share: number | null) => (share === null ? '-' : `${(100 * share).toFixed(1)} %`);
