import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { hasRole } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { restoreConditionals } from './compile-conditionals';
import type { FormDefinition } from './form-definition';
import { mayDecideForm, visibleTo } from './form-rights';
import { readTerms, type FormTerms } from './form-terms';

/** A version of a form as its history tells it. */
export interface VersionRow {
  versionId: string;
  number: number;
  /** draft | in-review | published | retired */
  state: string;
  title: string;
  titleEn: string | null;
  definition: FormDefinition;
  terms: FormTerms;
  reasons: Record<string, string>;
  revision: number;
  restoredFrom: number | null;
  reviewNote: string | null;
  proposedBy: string | null;
  proposedAt: Date | null;
  publishedBy: string | null;
  publishedAt: Date | null;
  updatedAt: Date;
  submissions: number;
  openDrafts: number;
}

/** A form's versions, newest first, and what the reader may do with the newest. */
export interface FormVersions {
  formId: string;
  path: string;
  departmentId: string;
  isWithdrawn: boolean;
  versions: VersionRow[];
  mayDesign: boolean;
  /** Whether the reader is a second person for the version in review. */
  mayDecide: boolean;
}

/** The form's whole history for its department's designers and reviewers. Throws `NotFoundError` for another's. */
export async function getFormVersions(
  deps: { db: Db },
  reader: Reader,
  formId: string,
): Promise<FormVersions> {
  const form = await deps.db.form.findFirst({
    where: { id: formId, ...visibleTo(reader) },
    include: {
      versions: {
        orderBy: { number: 'desc' },
        include: {
          _count: { select: { submissions: true, drafts: { where: { submittedAt: null } } } },
        },
      },
    },
  });
  if (!form) throw new NotFoundError('form', formId);
  const people = await deps.db.person.findMany({
    where: {
      id: { in: form.versions.flatMap((row) => [row.proposedById ?? [], row.publishedById ?? []].flat()) },
    },
    select: { id: true, name: true },
  });
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
  const [newest] = form.versions;
  return {
    ...{ formId, path: form.path, departmentId: form.departmentId, isWithdrawn: form.withdrawnAt !== null },
    mayDesign: hasRole(reader, 'designer', form.departmentId),
    mayDecide: newest?.state === 'in-review' && mayDecideForm(reader, form.departmentId, newest),
    versions: form.versions.map((row) => ({
      ...{ versionId: row.id, number: row.number, state: row.state, title: row.title },
      titleEn: row.titleEn,
      definition: restoreConditionals(row.definition as unknown as FormDefinition),
      terms: readTerms(row.terms),
      reasons: row.reasons as Record<string, string>,
      ...{ revision: row.revision, restoredFrom: row.restoredFrom, reviewNote: row.reviewNote },
      ...{ proposedBy: nameOf(row.proposedById), proposedAt: row.proposedAt },
      ...{ publishedBy: nameOf(row.publishedById), publishedAt: row.publishedAt, updatedAt: row.updatedAt },
      ...{ submissions: row._count.submissions, openDrafts: row._count.drafts },
    })),
  };
}
