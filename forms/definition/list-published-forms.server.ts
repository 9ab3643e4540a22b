import type { Db } from '~/prisma/database.server';

/** A form that can be filled now. */
export interface PublishedFormItem {
  formId: string;
  path: string;
  title: string;
  titleEn: string | null;
  departmentId: string;
  departmentName: string;
  version: number;
  publishedAt: Date;
}

/** The published forms by id, a page at a time; `cursor` is the last id of the page before. */
export async function listPublishedForms(
  db: Db,
  { cursor, limit = 20 }: { cursor?: string; limit?: number } = {},
): Promise<{ forms: PublishedFormItem[]; nextCursor: string | null }> {
  const rows = await db.formVersion.findMany({
    where: { state: 'published', ...(cursor !== undefined && { formId: { gt: cursor } }) },
    orderBy: { formId: 'asc' },
    take: limit + 1,
    select: {
      number: true,
      title: true,
      titleEn: true,
      publishedAt: true,
      createdAt: true,
      form: { select: { id: true, path: true, departmentId: true, department: { select: { name: true } } } },
    },
  });
  const forms = rows.slice(0, limit).map(({ form, ...version }) => ({
    formId: form.id,
    path: form.path,
    title: version.title,
    titleEn: version.titleEn,
    departmentId: form.departmentId,
    departmentName: form.department.name,
    version: version.number,
    publishedAt: version.publishedAt ?? version.createdAt,
  }));
  return { forms, nextCursor: rows.length > limit ? (forms.at(-1)?.formId ?? null) : null };
}
