import { keywordText, type PassageText } from '../passage-text';
import { normalizeText } from '../tokenize';
import type { QuestionTokens } from './question-tokens';
import { splitClauses } from './split-clauses';

/** What the words of a passage say for it as an answer; each from 0 up. */
export interface WordEvidence {
  /** BM25 over single characters alone: words that only share characters count too. */
  characters: number;
  /** Share of the question's idf mass that the passage holds, 0…1. */
  coverage: number;
  /** BM25 of the clause that matches best: what was asked stands together. */
  clause: number;
  /** BM25 of the first 60 characters, where an article says what it is about. */
  opening: number;
}

const openingLength = 60;
/** Characters of a passage, a clause and an opening of usual length: what BM25 measures lengths by. */
const usual = { passage: 140, clause: 40, opening: 55 };

/** A passage's words; `before`: those of the passage that stands before a short one, else null. */
export interface JudgedText extends PassageText {
  before?: string | null;
}

/** Reads a passage's words against a question's. Linear in the passage's length: some 10 µs for 200 characters. */
export function readWordEvidence(passage: JudgedText, question: QuestionTokens): WordEvidence {
  const joined = passage.before ? `${passage.before}\n${passage.text}` : passage.text;
  const whole = normalizeText(keywordText({ ...passage, text: joined }));
  question.count(whole);
  const characters = question.bm25(whole.length / usual.passage, { singleOnly: true });
  const coverage = question.coverage();
  const score = (text: string, length: number) => {
    const normal = normalizeText(text);
    question.count(normal);
    return question.bm25(normal.length / length);
  };
  return {
    characters,
    coverage,
    clause: Math.max(0, ...splitClauses(passage.text).map((clause) => score(clause, usual.clause))),
    opening: score(passage.text.slice(0, openingLength), usual.opening),
  };
}
