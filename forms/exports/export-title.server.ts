import type { Db } from '~/prisma/database.server';

/** The form's newest title in the language that the export was asked for in. */
export async function exportTitle(db: Db, formId: string, locale: string): Promise<string> {
  const newest = await db.formVersion.findFirst({
    where: { formId },
    orderBy: { number: 'desc' },
    select: { title: true, titleEn: true },
  });
  return (locale === 'en' && newest?.titleEn) || (newest?.title ?? formId);
}
