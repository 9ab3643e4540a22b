import type { FormVersionView } from '~/forms/definition/get-form.server';
import type { Provenance } from '~/forms/prefill/field-provenance';
import { prefillVersion } from '~/forms/prefill/load-prefill-facts.server';
import type { FormLocale } from '~/forms/words/say';
import { noteAccess } from '~/knowledge/enterprises/note-access.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** So many firms can be chosen for a preview: those that people act for go first. */
const mostFirms = 12;

/** The sample firms that a form can be previewed as; real firms never. */
export function listPreviewFirms(db: Db): Promise<{ id: string; name: string }[]> {
  return db.enterprise.findMany({
    where: { isSample: true },
    select: { id: true, name: true },
    orderBy: [{ memberships: { _count: 'desc' } }, { name: 'asc' }],
    take: mostFirms,
  });
}

/** What the form shows a sample firm when it opens it. */
export interface PreviewedFirm {
  id: string;
  name: string;
  data: Record<string, unknown>;
  provenance: Provenance;
}

/**
 * Fills a version as it would be filled for a sample firm, and notes that its facts were seen. Throws `NotFoundError`
 * for any firm that isn't a sample.
 */
export async function previewAsFirm(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  version: FormVersionView,
  enterpriseId: string,
): Promise<PreviewedFirm> {
  const firm = await deps.db.enterprise.findFirst({
    where: { id: enterpriseId, isSample: true },
    select: { id: true, name: true },
  });
  if (!firm) throw new NotFoundError('enterprise', enterpriseId);
  const { data, provenance } = await prefillVersion(deps, {
    formId: version.formId,
    enterpriseId,
    components: version.definition.components,
  });
  const keys = Object.values(provenance).flatMap(({ fact }) => fact ?? []);
  if (keys.length > 0) {
    await noteAccess(deps.db, reader, {
      enterpriseId,
      purpose: 'design',
      subjectId: version.formId,
      keys: [...new Set(keys)].sort(),
      at: deps.now(),
      departmentId: version.departmentId,
    });
  }
  return { ...firm, data, provenance };
}
