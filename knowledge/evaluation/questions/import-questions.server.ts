import { titleKey } from '~/knowledge/documents/title-key';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Tx } from '~/prisma/database.server';

import type { ExpectedClause } from './evaluation-question';
import { readQuestionLines, type ImportedLine } from './question-input';
import { addQuestion, type QuestionDependencies } from './save-question.server';

/** What became of an import: how many questions came in, and each line that didn't, with the remedy. */
export interface ImportOutcome {
  added: number;
  addedIds: string[];
  problems: { line: number; problem: string }[];
}

/** Takes pasted lines into a set; lines that can't be used are told and left out. */
export async function importQuestions(
  { db, now }: QuestionDependencies,
  reader: Reader,
  setId: string,
  text: string,
): Promise<ImportOutcome> {
  const lines = readQuestionLines(text);
  if (lines.length > 2_000) throw new InvalidInputError({ lines: '一次最多导入 2000 行，请分几次' });
  return db.$transaction(
    async (tx) => {
      const outcome: ImportOutcome = { added: 0, addedIds: [], problems: [] };
      for (const line of lines) {
        const done = 'problem' in line ? line.problem : await addLine(tx, reader, setId, line, now());
        if (typeof done === 'string') outcome.problems.push({ line: line.line, problem: done });
        else outcome.addedIds.push(done.id);
      }
      outcome.added = outcome.addedIds.length;
      return outcome;
    },
    { timeout: 120_000, maxWait: 60_000 },
  );
}

async function addLine(
  tx: Tx,
  reader: Reader,
  setId: string,
  line: Exclude<ImportedLine, { problem: string }>,
  at: Date,
): Promise<{ id: string } | string> {
  const { question, kind, mustHold, asOf, document, path } = line;
  const clause = document === '' ? null : await findClause(tx, document, path, kind === 'replaced-version');
  if (typeof clause === 'string') return clause;
  try {
    const clauses = clause === null ? [] : [clause];
    return {
      id: await addQuestion(
        tx,
        reader,
        { setId, origin: 'desk', question, kind, clauses, mustHold, asOf, note: null },
        at,
      ),
    };
  } catch (error) {
    if (error instanceof InvalidInputError) return Object.values(error.fields).join('；');
    throw error;
  }
}

async function findClause(
  tx: Tx,
  document: string,
  path: string,
  pins: boolean,
): Promise<ExpectedClause | string> {
  const found = await tx.document.findMany({
    where: { OR: [{ documentNumber: document }, { titleKey: titleKey(document) }] },
    select: { title: true, titleKey: true, documentNumber: true, passages: { select: { path: true } } },
  });
  if (found.length === 0) return `没有标题或文号为“${document}”的文件`;
  const holds = found.find(({ passages }) =>
    passages.some((passage) => path === '' || ` ${passage.path} `.includes(` ${path} `)),
  );
  if (!holds) return `《${found[0]?.title ?? document}》里没有“${path}”`;
  const { title, documentNumber } = holds;
  return {
    documentTitle: title,
    titleKey: holds.titleKey,
    documentNumber: pins ? documentNumber : null,
    path,
  };
}
