import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { restoreConditionals } from './compile-conditionals';
import type { FormDefinition } from './form-definition';
import { visibleTo } from './form-rights';

/** A version as it is filled or shown. */
export interface FormVersionView {
  formId: string;
  path: string;
  versionId: string;
  number: number;
  /** draft | published | retired */
  state: string;
  title: string;
  titleEn: string | null;
  departmentId: string;
  departmentName: string;
  definition: FormDefinition;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  publishedAt: Date | null;
}

/** A version in the designer's history. */
export interface FormVersionListItem {
  versionId: string;
  number: number;
  state: string;
  title: string;
  publishedAt: Date | null;
  updatedAt: Date;
  submissions: number;
  openDrafts: number;
}

/** A form on the designer's desk: `working` is what the builder opens (the draft, else the newest version). */
export interface FormForDesign {
  formId: string;
  path: string;
  departmentId: string;
  departmentName: string;
  isSample: boolean;
  working: FormVersionView;
  published: FormVersionView | null;
  versions: FormVersionListItem[];
}

const withForm = {
  form: { include: { department: { select: { name: true } } } },
} satisfies Prisma.FormVersionInclude;
type VersionRow = Prisma.FormVersionGetPayload<{ include: typeof withForm }>;

/** The published version by the form's path or id, or null: public. */
export async function getPublishedForm(db: Db, pathOrId: string): Promise<FormVersionView | null> {
  const row = await db.formVersion.findFirst({
    where: { state: 'published', form: { OR: [{ path: pathOrId }, { id: pathOrId }] } },
    include: withForm,
  });
  return row && viewOf(row);
}

/** One version; drafts and retired ones only for the department's designers and reviewers. Throws `NotFoundError`. */
export async function getFormVersion(
  deps: { db: Db },
  reader: Reader,
  versionId: string,
): Promise<FormVersionView> {
  const row = await deps.db.formVersion.findFirst({
    where: { id: versionId, OR: [{ state: 'published' }, { form: visibleTo(reader) }] },
    include: withForm,
  });
  if (!row) throw new NotFoundError('form-version', versionId);
  return viewOf(row);
}

/** The form for its designers, with conditions as they designed them. Throws `NotFoundError` for another department's. */
export async function getFormForDesign(
  deps: { db: Db },
  reader: Reader,
  formId: string,
): Promise<FormForDesign> {
  const rows = await deps.db.formVersion.findMany({
    where: { form: { id: formId, ...visibleTo(reader) } },
    include: {
      ...withForm,
      _count: { select: { submissions: true, drafts: { where: { submittedAt: null } } } },
    },
    orderBy: { number: 'desc' },
  });
  const working = rows[0];
  if (!working) throw new NotFoundError('form', formId);
  const published = rows.find((row) => row.state === 'published');
  return {
    formId,
    path: working.form.path,
    departmentId: working.form.departmentId,
    departmentName: working.form.department.name,
    isSample: working.form.isSample,
    working: designed(viewOf(working)),
    published: published ? designed(viewOf(published)) : null,
    versions: rows.map((row) => ({
      versionId: row.id,
      number: row.number,
      state: row.state,
      title: row.title,
      publishedAt: row.publishedAt,
      updatedAt: row.updatedAt,
      submissions: row._count.submissions,
      openDrafts: row._count.drafts,
    })),
  };
}

function viewOf(row: VersionRow): FormVersionView {
  return {
    formId: row.formId,
    path: row.form.path,
    versionId: row.id,
    number: row.number,
    state: row.state,
    title: row.title,
    titleEn: row.titleEn,
    departmentId: row.form.departmentId,
    departmentName: row.form.department.name,
    definition: row.definition as unknown as FormDefinition,
    revision: row.revision,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    publishedAt: row.publishedAt,
  };
}

function designed(view: FormVersionView): FormVersionView {
  return { ...view, definition: restoreConditionals(view.definition) };
}
