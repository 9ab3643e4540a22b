import type { Filing } from '~/forms/submission/filing';

/** A draft or an application as form.io's clients read it; where values come from and what came of it is metadata. */
export function showSubmission(filing: Filing): Record<string, unknown> {
  return {
    _id: filing.id,
    form: filing.formId,
    owner: filing.ownerId,
    roles: [],
    access: [],
    state: filing.state,
    data: filing.data,
    created: filing.createdAt.toISOString(),
    modified: filing.modifiedAt.toISOString(),
    ...(filing.revision !== null && { revision: filing.revision }),
    metadata: {
      enterpriseId: filing.enterpriseId,
      formVersion: filing.formVersion,
      receiptNumber: filing.receiptNumber,
      caseId: filing.case?.id ?? null,
      caseNumber: filing.case?.number ?? null,
      caseState: filing.case?.state ?? null,
      provenance: Object.entries(filing.provenance).map(
        ([path, { fact, source, sourceKind, observedAt, locked }]) => ({
          path,
          fact,
          source,
          sourceKind,
          observedAt,
          locked,
        }),
      ),
    },
  };
}
