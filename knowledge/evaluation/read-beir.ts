import { z } from 'zod';

import type { Relevance } from './score-ranking';

const corpusEntry = z.object({ _id: z.string().min(1), title: z.string().default(''), text: z.string() });
const queryEntry = z.object({ _id: z.string().min(1), text: z.string() });

/** A text of a BEIR corpus. */
export type CorpusEntry = z.infer<typeof corpusEntry>;
/** A question with its right answers. */
export interface EvaluationQuestion {
  id: string;
  text: string;
  relevance: Relevance;
  /** The day asked about; absent: today. */
  asOf?: string;
}

/** A file that can't be read as BEIR; the message names the file, the line and what is wrong. */
export class EvaluationFileError extends Error {
  readonly code = 'evaluation-file-invalid';
}

/** Reads corpus.jsonl: `_id`, `title`, `text` a line. Throws `EvaluationFileError`. */
export function readCorpus(file: string, content: string): CorpusEntry[] {
  return readLines(file, content, corpusEntry);
}

/**
 * Reads queries.jsonl (`_id`, `text`) with qrels.tsv (a header line, then query, corpus id, grade): the questions that
 * have a right answer, in the order of the queries. Throws `EvaluationFileError`.
 */
export function readQuestions(
  queries: { file: string; content: string },
  qrels: { file: string; content: string },
): EvaluationQuestion[] {
  const relevance = readRelevance(qrels.file, qrels.content);
  return readLines(queries.file, queries.content, queryEntry).flatMap(({ _id, text }) => {
    const right = relevance.get(_id);
    return right ? [{ id: _id, text, relevance: right }] : [];
  });
}

function readRelevance(file: string, content: string): Map<string, Map<string, number>> {
  const relevance = new Map<string, Map<string, number>>();
  splitLines(content).forEach((line, at) => {
    if (at === 0 || line.trim() === '') return;
    const [query, id, grade, ...rest] = line.split('\t');
    const number = Number(grade);
    if (
      !query ||
      !id ||
      grade === undefined ||
      grade.trim() === '' ||
      Number.isNaN(number) ||
      rest.length > 0
    ) {
      throw new EvaluationFileError(
        `${file}, line ${String(at + 1)}: not "query-id<TAB>corpus-id<TAB>score"`,
      );
    }
    if (number <= 0) return;
    const right = relevance.get(query) ?? new Map<string, number>();
    relevance.set(query, right.set(id, number));
  });
  return relevance;
}

function readLines<Entry extends { _id: string }>(
  file: string,
  content: string,
  schema: z.ZodType<Entry>,
): Entry[] {
  const seen = new Set<string>();
  return splitLines(content).flatMap((line, at) => {
    if (line.trim() === '') return [];
    const where = `${file}, line ${String(at + 1)}`;
    const entry = schema.safeParse(parseJson(line, where));
    if (!entry.success) throw new EvaluationFileError(`${where}: ${z.prettifyError(entry.error)}`);
    if (seen.has(entry.data._id))
      throw new EvaluationFileError(`${where}: _id ${entry.data._id} stands twice`);
    seen.add(entry.data._id);
    return [entry.data];
  });
}

function parseJson(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new EvaluationFileError(`${where}: not JSON`, { cause: error });
  }
}

function splitLines(content: string): string[] {
  return content.replace(/^\uFEFF/, '').split(/\r?\n/);
}
