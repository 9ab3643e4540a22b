import type { DocumentParser } from '~/knowledge/documents/document-parser.server';
import type { InputFile } from '~/knowledge/documents/parsed-document';
import type { PaperForm } from '~/knowledge/documents/paper/paper-form';
import { refusalSentence } from '~/knowledge/documents/refusal';
import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { createForm } from '../definition/create-form.server';
import type { FormDefinition } from '../definition/form-definition';
import { designedBy } from '../definition/form-rights';
import { draftFromPaper } from './draft-from-paper';
import { followOrigins } from './follow-origins';
import type { DraftedField, LeftOut } from './paper-draft';

interface PaperDependencies {
  db: Db;
  now: () => Date;
  parser: Pick<DocumentParser, 'readPaper'>;
  locale?: FormLocale;
}

/** A form to be made of a printed one; without a title it takes the paper's. */
export interface PaperToDraft {
  departmentId: string;
  path: string;
  title: string;
  file: InputFile;
}

/**
 * Makes a form with a first draft from a printed one and keeps the paper beside it. Throws as `createForm` does, and
 * `InvalidInputError` (field `file`) for a file that can't be read or in which no field is found.
 */
export async function createFromPaper(
  deps: PaperDependencies,
  reader: Reader,
  { file, ...form }: PaperToDraft,
): Promise<{ formId: string }> {
  const locale = deps.locale ?? 'zh-CN';
  if (file.bytes.length === 0) throw new InvalidInputError({ file: say(locale, 'forms.paper.file-missing') });
  const outcome = await deps.parser.readPaper(file);
  if (!outcome.ok) throw new InvalidInputError({ file: refusalSentence(outcome.refusal, locale) });
  const draft = draftFromPaper(outcome.paper);
  if (draft.fields.length === 0) throw new InvalidInputError({ file: say(locale, 'forms.paper.no-fields') });
  const title = form.title.trim() === '' ? draft.title : form.title;
  const { fields, leftOut, definition } = draft;
  const paper = {
    fileName: file.name.slice(0, 200),
    paper: outcome.paper as unknown as Prisma.InputJsonObject,
    origins: { fields, leftOut } as unknown as Prisma.InputJsonObject,
  };
  const { formId } = await createForm(deps, reader, { ...form, title, definition, paper });
  return { formId };
}

/** The paper of a form with what came of each cell, by the keys of its newest version. */
export interface FormPaperView {
  fileName: string;
  paper: PaperForm;
  fields: DraftedField[];
  leftOut: LeftOut[];
}

/** Throws `NotFoundError` for another department's form and for one that came from no paper. */
export async function getFormPaper(
  { db }: Pick<PaperDependencies, 'db'>,
  reader: Reader,
  formId: string,
): Promise<FormPaperView> {
  const row = await db.formPaper.findFirst({
    where: { formId, form: designedBy(reader) },
    include: {
      form: {
        select: { versions: { orderBy: { number: 'desc' }, take: 1, select: { definition: true } } },
      },
    },
  });
  if (!row) throw new NotFoundError('form-paper', formId);
  const { fields: drafted, leftOut } = row.origins as unknown as Pick<FormPaperView, 'fields' | 'leftOut'>;
  const definition = row.form.versions[0]?.definition as unknown as FormDefinition | undefined;
  const fields = followOrigins(drafted, definition?.components ?? []);
  return { fileName: row.fileName, paper: row.paper as unknown as PaperForm, fields, leftOut };
}
