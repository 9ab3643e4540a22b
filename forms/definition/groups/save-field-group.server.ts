import { say, type FormLocale } from '~/forms/words/say';
import { AccessDeniedError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { hasRole, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { FormComponent } from '../form-definition';
import { designedBy } from '../form-rights';
import { isUnsafe, lintForm } from '../lint-form';
import { refuseFindings } from '../require-safe-form';

interface Deps {
  db: Db;
  now: () => Date;
  locale?: FormLocale;
}

/**
 * Saves fields as a group of the department. Throws `AccessDeniedError` for whoever doesn't design there, and
 * `InvalidInputError` for a missing or taken name, no fields, or anything unsafe in them.
 */
export async function saveFieldGroup(
  deps: Deps,
  reader: Reader,
  group: { departmentId: string; name: string; components: FormComponent[] },
): Promise<{ id: string }> {
  const { departmentId, components } = group;
  if (!hasRole(reader, 'designer', departmentId)) throw new AccessDeniedError('design-form');
  const name = requireName(group.name, deps.locale);
  if (components.length === 0)
    throw new InvalidInputError({ components: say(deps.locale ?? 'zh-CN', 'forms.groups.no-fields') });
  refuseFindings(lintForm({ components }), isUnsafe, deps.locale);
  const at = deps.now();
  return deps.db.$transaction(async (tx) => {
    await requireFreeName(tx, { departmentId, name }, deps.locale);
    const data = { departmentId, name, createdById: reader.personId, createdAt: at, updatedAt: at };
    const { id } = await tx.fieldGroup.create({
      data: { ...data, components: components as unknown as Prisma.InputJsonArray },
    });
    await audit(tx, reader, 'field-group.saved', id, { name, fields: components.length }, at);
    return { id };
  });
}

/** Gives a group another name. Throws `NotFoundError` for another department's. */
export async function renameFieldGroup(
  deps: Deps,
  reader: Reader,
  group: { id: string; name: string },
): Promise<void> {
  const name = requireName(group.name, deps.locale);
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const found = await tx.fieldGroup.findFirst({ where: { id: group.id, ...designedBy(reader) } });
    if (!found) throw new NotFoundError('field-group', group.id);
    if (found.name === name) return;
    await requireFreeName(tx, { departmentId: found.departmentId, name }, deps.locale);
    await tx.fieldGroup.update({ where: { id: found.id }, data: { name, updatedAt: at } });
    await audit(tx, reader, 'field-group.renamed', found.id, { from: found.name, to: name }, at);
  });
}

/** Deletes a group; forms that it was put into keep their fields. Twice is once. */
export async function deleteFieldGroup(deps: Deps, reader: Reader, id: string): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const found = await tx.fieldGroup.findFirst({ where: { id, ...designedBy(reader) } });
    if (!found) return;
    await tx.fieldGroup.delete({ where: { id } });
    await audit(tx, reader, 'field-group.deleted', id, { name: found.name }, deps.now());
  });
}

function requireName(given: string, locale: FormLocale = 'zh-CN'): string {
  const name = given.trim();
  if (name === '' || name.length > 60)
    throw new InvalidInputError({ name: say(locale, 'forms.groups.name-wrong') });
  return name;
}

async function requireFreeName(
  tx: Tx,
  where: { departmentId: string; name: string },
  locale: FormLocale = 'zh-CN',
): Promise<void> {
  if ((await tx.fieldGroup.count({ where })) > 0)
    throw new InvalidInputError({ name: say(locale, 'forms.groups.name-taken', { name: where.name }) });
}

function audit(
  tx: Tx,
  reader: Reader,
  action: string,
  id: string,
  detail: Prisma.InputJsonObject,
  at: Date,
): Promise<void> {
  return appendAuditEntry(tx, reader, { action, subjectKind: 'field-group', subjectId: id, detail }, at);
}
