import { z } from 'zod';

import { isIsoDate } from '~/prisma/calendar/city-date';

import { expectedClauseSchema, questionKinds, type QuestionKind } from './evaluation-question';

/** A question as the desk enters it; the sentences name what is wrong and what would be right. */
export const questionInputSchema = z
  .object({
    question: z.string().trim().min(4, '请写下问题，至少 4 个字').max(500, '问题不超过 500 字'),
    kind: z.enum(questionKinds, '请选择类型'),
    clauses: z.array(expectedClauseSchema).max(10, '依据最多 10 条'),
    mustHold: z.array(z.string().trim().min(1)).max(20, '应含的词最多 20 个'),
    asOf: z.string().refine(isIsoDate, '日期应为存在的日期，写作 2026-11-22').nullable(),
    note: z.string().trim().max(500, '备注不超过 500 字').nullable(),
  })
  .superRefine(({ kind, clauses, mustHold }, context) => {
    const wants = kind === 'answerable' || kind === 'replaced-version';
    if (wants && clauses.length === 0)
      context.addIssue({ code: 'custom', path: ['clauses'], message: '请选择能回答它的条款' });
    if (!wants && (clauses.length > 0 || mustHold.length > 0))
      context.addIssue({
        code: 'custom',
        path: ['kind'],
        message: '这一类的题没有依据和应含的词，请先清空或改选类型',
      });
  });
export type QuestionInput = z.infer<typeof questionInputSchema>;

/** A line of an import, or what is wrong with it. */
export type ImportedLine =
  | {
      line: number;
      question: string;
      kind: QuestionKind;
      /** As written: the title or number of the document, and the path of the clause. */
      document: string;
      path: string;
      mustHold: string[];
      asOf: string | null;
    }
  | { line: number; problem: string };

const kindWords: Record<string, QuestionKind> = {
  有依据: 'answerable',
  无依据: 'unanswerable',
  问过去的规定: 'replaced-version',
  不该回答: 'out-of-bounds',
  answerable: 'answerable',
  unanswerable: 'unanswerable',
  'replaced-version': 'replaced-version',
  'out-of-bounds': 'out-of-bounds',
};

/**
 * Reads pasted lines: 问题 | 文件标题或文号 | 条款 | 应含的词（、分隔） | 按哪天（日期） | 类型, parted by tabs (as pasted from a table) or
 * by |. A question alone has no answer in the corpus, unless its kind says otherwise.
 */
export function readQuestionLines(text: string): ImportedLine[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line: index + 1, cells: splitCells(line) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map(({ line, cells }) => readLine(line, cells));
}

function splitCells(line: string): string[] {
  return line.split(line.includes('\t') ? '\t' : /[|｜]/).map((cell) => cell.trim());
}

function readLine(line: number, cells: string[]): ImportedLine {
  const [question = '', document = '', path = '', words = '', asOf = '', kindWord = ''] = cells;
  if (question.length < 4) return { line, problem: '问题至少 4 个字' };
  if (question.length > 500) return { line, problem: '问题不超过 500 字' };
  if (asOf !== '' && !isIsoDate(asOf)) return { line, problem: `“${asOf}”不是日期，应写作 2026-11-22` };
  const named = kindWords[kindWord];
  if (kindWord !== '' && named === undefined)
    return { line, problem: `类型“${kindWord}”不认识，可写：有依据、无依据、问过去的规定、不该回答` };
  const kind = named ?? (document === '' ? 'unanswerable' : 'answerable');
  const wants = kind === 'answerable' || kind === 'replaced-version';
  if (wants && document === '') return { line, problem: '有依据的题要写文件标题或文号' };
  if (!wants && document !== '') return { line, problem: '这一类的题不能写依据' };
  const mustHold = words.split(/[、,，;；]/).map((word) => word.trim());
  return {
    ...{ line, question, kind, document, path },
    mustHold: mustHold.filter((word) => word !== ''),
    asOf: asOf === '' ? null : asOf,
  };
}
