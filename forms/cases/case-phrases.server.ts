import type { FormDefinition } from '~/forms/definition/form-definition';
import { walkFields } from '~/forms/definition/walk-fields';
import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

/** A department's words for returns and refusals, with the fields that they are about. */
export interface CasePhraseView {
  id: string;
  name: string;
  reason: string;
  /** data path → words; of the form that it was written for. */
  fields: Record<string, string>;
  /** Of this form alone; null for all of the department's. */
  formId: string | null;
}

/** The phrases that fit a form's cases: the department's, and those of the form. */
export async function listCasePhrases(
  db: Db,
  reader: Reader,
  of: { departmentId: string; formId: string },
): Promise<CasePhraseView[]> {
  if (!departmentsOf(reader, 'reviewer').includes(of.departmentId)) return [];
  const rows = await db.casePhrase.findMany({
    where: {
      departmentId: of.departmentId,
      removedAt: null,
      OR: [{ formId: null }, { formId: of.formId }],
    },
    orderBy: [{ formId: 'desc' }, { createdAt: 'asc' }],
    take: 100,
  });
  return rows.map(({ id, name, reason, fields, formId }) => ({
    ...{ id, name, reason, formId },
    fields: fields as Record<string, string>,
  }));
}

/** Keeps what a reviewer wrote as a phrase of the department; words on fields belong to the form. Throws `InvalidInputError`, `NotFoundError`. */
export async function saveCasePhrase(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  phrase: { name: string; reason: string; fields: Record<string, string>; formId: string },
): Promise<void> {
  const departmentId = { in: departmentsOf(reader, 'reviewer') };
  const form = await deps.db.form.findFirst({
    where: { id: phrase.formId, departmentId },
    include: { versions: { orderBy: { number: 'desc' }, take: 1, select: { definition: true } } },
  });
  if (!form) throw new NotFoundError('form', phrase.formId);
  const [name, reason] = [phrase.name.trim(), phrase.reason.trim()];
  const fields = Object.fromEntries(
    Object.entries(phrase.fields).filter(([path, words]) => words.trim() !== '' && !/\[\d/.test(path)),
  );
  const { components } = form.versions[0]?.definition as unknown as FormDefinition;
  const known = new Set(walkFields(components).map(({ path }) => path));
  const t = (key: string) => say(deps.locale ?? 'zh-CN', `forms.phrase.${key}`);
  const wrong: Record<string, string> = {};
  if (name === '' || name.length > 40) wrong.name = t('name');
  if (reason === '' && Object.keys(fields).length === 0) wrong.reason = t('words');
  for (const path of Object.keys(fields)) if (!known.has(path)) wrong[path] = t('field-unknown');
  if (Object.keys(wrong).length > 0) throw new InvalidInputError(wrong);
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const { id } = await tx.casePhrase.create({
      data: {
        departmentId: form.departmentId,
        formId: Object.keys(fields).length > 0 ? form.id : null,
        ...{ name, reason, fields, createdById: reader.personId, createdAt: at },
      },
    });
    const event = {
      action: 'case-phrase.added',
      subjectKind: 'case-phrase',
      subjectId: id,
      detail: { name },
    };
    await appendAuditEntry(tx, reader, event, at);
  });
}

/** Takes a phrase away. Throws `NotFoundError` for another department's. */
export async function removeCasePhrase(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  id: string,
): Promise<void> {
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.casePhrase.updateMany({
      where: { id, removedAt: null, departmentId: { in: departmentsOf(reader, 'reviewer') } },
      data: { removedAt: at },
    });
    if (count === 0) throw new NotFoundError('case-phrase', id);
    await appendAuditEntry(
      tx,
      reader,
      { action: 'case-phrase.removed', subjectKind: 'case-phrase', subjectId: id },
      at,
    );
  });
}
