import type { FormDefinition } from '~/forms/definition/form-definition';
import { designedBy, visibleTo } from '~/forms/definition/form-rights';
import { walkFields } from '~/forms/definition/walk-fields';
import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { hasRole, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';

import { isLooser, plainSetup, type ReviewSetup } from './review-setup';

/** How many sentences a check list holds at most, and how long one may be. */
const most = { items: 30, length: 200 } as const;

/** How the form's cases are reviewed; the plain way when nothing is set. */
export async function readReviewSetup(db: Db | Tx, formId: string): Promise<ReviewSetup> {
  const row = await db.formReview.findUnique({ where: { formId } });
  if (!row) return plainSetup;
  return {
    fourEyes: row.fourEyes as ReviewSetup['fourEyes'],
    amountField: row.amountField,
    aboveYuan: row.aboveYuan,
    checklist: row.checklist as string[],
    headId: row.headId,
  };
}

/** What the page of a form's review shows: the setup, the fields that can hold an amount, and who could be the head. */
export async function getReviewSetup(db: Db, reader: Reader, formId: string) {
  const form = await db.form.findFirst({
    where: { id: formId, ...visibleTo(reader) },
    include: {
      department: { select: { id: true, name: true } },
      versions: { orderBy: { number: 'desc' }, take: 1, select: { title: true, definition: true } },
    },
  });
  const [newest] = form?.versions ?? [];
  if (!form || !newest) throw new NotFoundError('form', formId);
  const people = await db.appointment.findMany({
    where: {
      departmentId: form.departmentId,
      role: { in: ['reviewer', 'designer'] },
      person: { disabledAt: null },
    },
    select: { person: { select: { id: true, name: true } } },
  });
  return {
    formId,
    title: newest.title,
    departmentId: form.departmentId,
    departmentName: form.department.name,
    setup: await readReviewSetup(db, formId),
    amountFields: amountFields(newest.definition as unknown as FormDefinition),
    people: [...new Map(people.map(({ person }) => [person.id, person])).values()],
  };
}

/** Sets how the form's cases are reviewed. Throws `NotFoundError` (another department's), `InvalidInputError` by field. */
export async function saveReviewSetup(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  formId: string,
  setup: ReviewSetup,
): Promise<void> {
  const { amountFields: fields, people, departmentId } = await getReviewSetup(deps.db, reader, formId);
  const mine = await deps.db.form.count({ where: { id: formId, ...designedBy(reader) } });
  if (mine === 0) throw new NotFoundError('form', formId);
  const checklist = [...new Set(setup.checklist.map((item) => item.trim()).filter((item) => item !== ''))];
  const isAbove = setup.fourEyes === 'above';
  const t = (key: string, params?: Record<string, number>) =>
    say(deps.locale ?? 'zh-CN', `forms.review.${key}`, params);
  const wrong: Record<string, string> = {};
  if (isAbove && !fields.some(({ path }) => path === setup.amountField))
    wrong.amountField = t('field-missing');
  if (isAbove && !(Number.isSafeInteger(setup.aboveYuan) && Number(setup.aboveYuan) >= 0))
    wrong.aboveYuan = t('amount-wrong');
  if (checklist.length > most.items) wrong.checklist = t('list-long', { n: most.items });
  if (checklist.some(({ length }) => length > most.length))
    wrong.checklist = t('item-long', { n: most.length });
  if (setup.headId !== null && !people.some(({ id }) => id === setup.headId))
    wrong.headId = t('head-unknown');
  const before = await readReviewSetup(deps.db, formId);
  // Whoever reviews the cases doesn't set themselves an easier review.
  if (isLooser(before, { ...setup, checklist }) && hasRole(reader, 'reviewer', departmentId))
    wrong.fourEyes = t('looser-own');
  if (Object.keys(wrong).length > 0) throw new InvalidInputError(wrong);
  const row = {
    fourEyes: setup.fourEyes,
    amountField: isAbove ? setup.amountField : null,
    aboveYuan: isAbove ? setup.aboveYuan : null,
    checklist,
    headId: setup.headId,
    updatedById: reader.personId,
    updatedAt: deps.now(),
  };
  await deps.db.$transaction(async (tx) => {
    await tx.formReview.upsert({ where: { formId }, create: { formId, ...row }, update: row });
    const { fourEyes, amountField, aboveYuan, headId } = row;
    const detail = { fourEyes, amountField, aboveYuan, headId, checklist };
    const event = { action: 'form.review-set', subjectKind: 'form', subjectId: formId, detail };
    await appendAuditEntry(tx, reader, event, deps.now());
  });
}

function amountFields({ components }: FormDefinition): { path: string; label: string }[] {
  return walkFields(components)
    .filter(
      ({ component, inGrid }) => !inGrid && /^(number|currency|amount|money|hqAmount)$/i.test(component.type),
    )
    .map(({ path, label }) => ({ path, label }));
}
