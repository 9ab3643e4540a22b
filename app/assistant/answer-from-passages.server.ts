import { translator } from '~/app/words/translator';
import { readEnglishMatter } from '~/knowledge/answers/english-words';
import { extractAnswer, type Quotation } from '~/knowledge/answers/extract-answer';
import { gatherPassages, type GatheredPassages } from '~/knowledge/answers/gather-passages.server';
import { judgeRelevance } from '~/knowledge/answers/judge-relevance';
import { aspectsOf, isEnglish, withoutAspectWords, type Aspect } from '~/knowledge/answers/question-aspect';
import { questionTerms } from '~/knowledge/answers/question-terms';
import type { SourcePassage } from '~/knowledge/answers/source-passage';
import type { DroppedSentence } from '~/knowledge/answers/verify-answer';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';

import { citeFaqSources } from './cite-faq-sources.server';
import { quoteGuide } from './quote-guide';
import { regionsOf } from './regions-of';
import type { TurnEvent } from './turn-answer';
import type { TurnDeps, TurnRequest } from './turn-deps.server';
import type { TurnDraft } from './turn-draft';
import { tellConflicts } from './tell-conflicts';
import { writeProse } from './write-prose.server';
import { writeQuotations } from './write-quotations.server';

export interface PassageQuestion {
  question: string;
  topic?: string;
  asOf: string;
  /** In the order of the question; read from it when not given. */
  aspects?: Aspect[];
  /** How many quotations an aspect at most. */
  most?: number;
  /** Whether a model may write it. */
  mayGenerate: boolean;
  /** The policy meant: its guide answers what no clause does. */
  policy?: PublishedPolicy | null;
}

interface AspectQuotations {
  aspect: Aspect;
  quotations: Quotation[];
}

const mostForModel = 6;

/**
 * Answers from the city's documents, an aspect of the question after the other: the clauses at once, verbatim; with a
 * model, its verified prose is then streamed above them. Returns whether there was a basis. What was left out is put
 * into `dropped`.
 */
export async function* answerFromPassages(
  deps: TurnDeps,
  request: TurnRequest,
  draft: TurnDraft,
  dropped: DroppedSentence[],
  asked: PassageQuestion,
): AsyncGenerator<TurnEvent, boolean> {
  const { answer } = draft;
  const aspects = asked.aspects ?? aspectsOf(asked.question);
  answer.aspect = aspects[0] ?? 'general';
  const gathered = await gatherForQuestion(deps, request, asked, aspects);
  const most = asked.most ?? 3;
  const found = withoutRepeats(
    aspects.map((aspect) => ({
      aspect,
      quotations: limit(extractAnswer({ question: asked.question, aspect, ...gathered }), most),
    })),
  );
  const quoted = found.flatMap(({ quotations }) => quotations.map(({ passage }) => passage));
  dropped.push(...withheldOf([...new Set([...quoted, ...relevantOf(gathered)])]));
  answer.considered = consideredOf(
    gathered.passages,
    quoted.map(({ documentId }) => documentId),
  );
  if (quoted.length === 0) return false;
  const t = translator(request.locale);
  const { asOf } = answer;
  if (asOf && !answer.blocks.some(({ kind, text }) => kind === 'note' && text.includes(asOf)))
    yield draft.addText('note', 'extractive', t('chat.asOf', { date: asOf }));
  const first = answer.blocks.length;
  if (isEnglish(asked.question)) yield draft.addText('note', 'extractive', t('chat.english'));
  for (const { aspect, quotations } of found) {
    if (found.length > 1) yield draft.addText('aspect', 'extractive', t(`chat.aspect.${aspect}`));
    if (quotations.length > 0) yield* writeQuotations(deps, draft, aspect, quotations, request.locale);
    else if (!(asked.policy && (yield* quoteGuide(draft, asked.policy, aspect, request.locale))))
      yield draft.addText(
        'note',
        'extractive',
        t('chat.aspect.none', { aspect: t(`chat.aspect.${aspect}`) }),
      );
  }
  yield* tellConflicts(draft, [...new Set([...quoted, ...relevantOf(gathered)])], quoted, request.locale);
  yield* citeFaqSources(deps.db, draft, request.locale, asked.asOf);
  if (asked.mayGenerate && deps.chat.current().state === 'ready') {
    const before = answer.blocks[first]?.block;
    const passages = passagesForModel(gathered, quoted);
    yield* writeProse(deps, request, draft, dropped, {
      question: asked.question,
      passages,
      ...(before !== undefined && { before }),
    });
  }
  return true;
}

/** Searches for the matter of the question in the documents' own words. */
async function gatherForQuestion(
  deps: TurnDeps,
  request: TurnRequest,
  asked: PassageQuestion,
  aspects: Aspect[],
): Promise<GatheredPassages> {
  const { question, topic, asOf } = asked;
  const about = { asOf, regions: regionsOf(question), reader: request.reader };
  if (isEnglish(question)) {
    const { chinese, unknown } = readEnglishMatter(question);
    // A policy that its English title names is looked for by its Chinese one.
    const title = asked.policy?.title.replace(/（示例）/, '');
    const words = [topic, title, chinese].filter(Boolean).join(' ');
    const matter = [words, ...unknown].join(' ');
    return gatherPassages(deps, { ...about, question, ...(words !== '' && { topic: words }), matter });
  }
  const matter = withoutAspectWords(question, ...aspects);
  return gatherPassages(deps, {
    ...about,
    question,
    ...(questionTerms(matter).length > 0 && { matter }),
    ...(topic && { topic }),
  });
}

/** A clause that answers one aspect best isn't told under another too. */
function withoutRepeats(found: AspectQuotations[]): AspectQuotations[] {
  return found.map(({ aspect, quotations }, at) => ({
    aspect,
    quotations: quotations.filter(
      ({ passage, text }, place) =>
        place === 0 ||
        !found.some(
          (other, otherAt) =>
            otherAt !== at &&
            (other.quotations[0]?.passage.passageId === passage.passageId ||
              (otherAt < at && other.quotations.some((earlier) => earlier.text === text))),
        ),
    ),
  }));
}

/** The exceptions of what is quoted come on top. */
function limit(quotations: Quotation[], most: number): Quotation[] {
  const answers = quotations.filter(({ role }) => role === 'answer').slice(0, most);
  const kept = new Set(answers.map(({ passage }) => passage.documentId));
  const exceptions = quotations.filter(
    ({ role, passage }) => role === 'exception' && kept.has(passage.documentId),
  );
  return [...answers, ...exceptions];
}

/** The quoted passages first, then what else bears on the matter. */
function passagesForModel(gathered: GatheredPassages, quoted: SourcePassage[]): SourcePassage[] {
  return [...new Set([...quoted, ...relevantOf(gathered)])].slice(0, mostForModel);
}

/** Sentences meant for a machine in what would have been quoted or given to a model: the desk has to know of them. */
function withheldOf(passages: SourcePassage[]): DroppedSentence[] {
  return passages.flatMap(({ withheld = [], passageId, documentId, title, path }) =>
    withheld.map((text): DroppedSentence => ({
      text,
      reason: 'instructions',
      passage: { passageId, documentId, title, path },
    })),
  );
}

/** What search found that bears on the matter. */
function relevantOf({ passages, terms }: GatheredPassages): SourcePassage[] {
  return passages.filter((passage) => passage.found && judgeRelevance(terms, passage).relevant);
}

function consideredOf(passages: SourcePassage[], quoted: string[]) {
  const documents = new Map(
    passages.filter(({ found }) => found).map((passage) => [passage.documentId, passage]),
  );
  return [...documents.values()]
    .filter(({ documentId }) => !quoted.includes(documentId))
    .slice(0, 3)
    .map(({ documentId, title, documentNumber, status }) => ({ documentId, title, documentNumber, status }));
}
