import { NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { restoreConditionals } from './compile-conditionals';
import type { FormDefinition } from './form-definition';
import { designedBy, visibleTo } from './form-rights';

/** A form as programs see it: its designers the version they work on, everybody else the published one. */
export interface VisibleForm {
  formId: string;
  path: string;
  departmentId: string;
  versionId: string;
  number: number;
  /** draft | published | retired */
  state: string;
  title: string;
  titleEn: string | null;
  revision: number;
  createdById: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = {
  ...{ id: true, number: true, state: true, title: true, titleEn: true, revision: true, updatedAt: true },
  form: { select: { id: true, path: true, departmentId: true, createdById: true, createdAt: true } },
} satisfies Prisma.FormVersionSelect;

/** Every form that isn't withdrawn and that the reader may see, newest first. */
export async function listVisibleForms(deps: { db: Db }, reader: Reader): Promise<VisibleForm[]> {
  const rows = await deps.db.formVersion.findMany({
    where: { form: { withdrawnAt: null }, OR: [{ state: 'published' }, { form: designedBy(reader) }] },
    orderBy: [{ form: { createdAt: 'desc' } }, { formId: 'asc' }, { number: 'desc' }],
    select: columns,
  });
  const shown = new Map<string, VisibleForm>();
  for (const row of rows) {
    const mayDesign = departmentsOf(reader, 'designer').includes(row.form.departmentId);
    if (!mayDesign && row.state !== 'published') continue;
    if (!shown.has(row.form.id)) shown.set(row.form.id, viewOf(row));
  }
  return [...shown.values()];
}

/** The definitions of versions that `listVisibleForms` named; its designers get the conditions as they made them. */
export async function loadDefinitions(
  deps: { db: Db },
  versionIds: readonly string[],
): Promise<Map<string, FormDefinition>> {
  const rows = await deps.db.formVersion.findMany({
    where: { id: { in: [...versionIds] } },
    select: { id: true, definition: true },
  });
  return new Map(
    rows.map((row) => [row.id, restoreConditionals(row.definition as unknown as FormDefinition)]),
  );
}

/** One form by id or path, with its definition. Throws `NotFoundError` for what is withdrawn, unpublished or not there. */
export async function requireVisibleForm(
  deps: { db: Db },
  reader: Reader,
  pathOrId: string,
): Promise<VisibleForm & { definition: FormDefinition }> {
  const rows = await deps.db.formVersion.findMany({
    where: {
      form: { withdrawnAt: null, OR: [{ id: pathOrId }, { path: pathOrId }] },
      OR: [{ state: 'published' }, { form: designedBy(reader) }],
    },
    orderBy: { number: 'desc' },
    select: { ...columns, definition: true },
  });
  const departments = departmentsOf(reader, 'designer');
  const row = rows.find(
    ({ state, form }) => state === 'published' || departments.includes(form.departmentId),
  );
  if (!row) throw new NotFoundError('form', pathOrId);
  return { ...viewOf(row), definition: restoreConditionals(row.definition as unknown as FormDefinition) };
}

/** The newest version of a form, for those who write it and those who decide on it. Throws `NotFoundError` for others. */
export async function requireNewestVersion(
  deps: { db: Db },
  reader: Reader,
  pathOrId: string,
): Promise<VisibleForm & { definition: FormDefinition }> {
  const row = await deps.db.formVersion.findFirst({
    where: { form: { ...visibleTo(reader), withdrawnAt: null, OR: [{ id: pathOrId }, { path: pathOrId }] } },
    orderBy: { number: 'desc' },
    select: { ...columns, definition: true },
  });
  if (!row) throw new NotFoundError('form', pathOrId);
  return { ...viewOf(row), definition: restoreConditionals(row.definition as unknown as FormDefinition) };
}

/** The id of a form whose applications somebody may ask for: withdrawn ones keep theirs. Throws `NotFoundError`. */
export async function requireFiledForm(
  deps: { db: Db },
  reader: Reader,
  pathOrId: string,
): Promise<{ formId: string; definition: FormDefinition }> {
  const row = await deps.db.formVersion.findFirst({
    where: {
      form: { OR: [{ id: pathOrId }, { path: pathOrId }] },
      OR: [{ state: { in: ['published', 'retired'] } }, { form: designedBy(reader) }],
    },
    // 'published' comes before 'retired', and the newest first.
    orderBy: [{ state: 'asc' }, { number: 'desc' }],
    select: { formId: true, state: true, definition: true },
  });
  if (!row) throw new NotFoundError('form', pathOrId);
  return { formId: row.formId, definition: row.definition as unknown as FormDefinition };
}

function viewOf(row: Prisma.FormVersionGetPayload<{ select: typeof columns }>): VisibleForm {
  const { form, ...version } = row;
  return {
    formId: form.id,
    path: form.path,
    departmentId: form.departmentId,
    versionId: version.id,
    number: version.number,
    state: version.state,
    title: version.title,
    titleEn: version.titleEn,
    revision: version.revision,
    createdById: form.createdById,
    createdAt: form.createdAt,
    updatedAt: version.updatedAt,
  };
}
