import type { FormDefinition } from '~/forms/definition/form-definition';
import type { FieldChange, FieldDispute, Provenance } from '~/forms/prefill/field-provenance';
import { listChatOffers, type ChatOffer } from '~/forms/prefill/chat-offer.server';
import { listEarlierFiles, type EarlierFile } from '~/forms/prefill/earlier-files.server';
import { listFieldDisputes } from '~/forms/prefill/list-field-disputes.server';
import type { CertificateState } from '~/forms/prefill/fill-certificate';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { VersionNote } from './carry-draft';
import { listDraftFiles, type DraftFile } from './list-draft-files.server';
import { readSources, requireDraft } from './open-draft.server';

/** A draft as its page shows it. */
export interface DraftView {
  draftId: string;
  formId: string;
  formPath: string;
  formVersionId: string;
  formVersion: number;
  title: string;
  titleEn: string | null;
  departmentName: string;
  enterpriseId: string;
  enterpriseName: string;
  policyId: string | null;
  definition: FormDefinition;
  data: Record<string, unknown>;
  provenance: Provenance;
  /** Data paths that the applicant can't edit. */
  locked: string[];
  /** Bound fields without a fact. */
  missing: string[];
  /** Of file fields that a certificate can stand for: what the firm holds today. */
  certificates: Record<string, CertificateState>;
  /** The firm's disputes of values in the form, by path. */
  disputes: Record<string, FieldDispute>;
  /** What was told the assistant and could be filled in. */
  chatOffers: ChatOffer[];
  /** Files that the firm handed in before, by the path of the field that can take them. */
  earlierFiles: Record<string, EarlierFile[]>;
  /** Values that changed at their source since they were filled in; `refreshDraft` takes them over. */
  changes: FieldChange[];
  /** The reviewer's words when this draft corrects a returned case. */
  returned: {
    caseId: string;
    caseNumber: string;
    reason: string;
    fields: Record<string, string>;
    at: Date;
  } | null;
  attachments: DraftFile[];
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  /** What changed in the form since the draft was begun. */
  versionNote: VersionNote | null;
  /** Set once it was submitted: the page goes on to the receipt. */
  receiptNumber: string | null;
}

/** The draft of an enterprise that the reader acts for. Throws `NotFoundError` for any other. */
export async function getDraft(
  deps: { db: Db; now: () => Date; signingKey: Buffer },
  reader: Reader,
  draftId: string,
): Promise<DraftView> {
  const draft = await requireDraft(deps, reader, draftId);
  const { fresh, changes } = draft.submittedAt
    ? { fresh: null, changes: [] }
    : await readSources(deps, draft);
  const { formVersion } = draft;
  const returned = draft.caseId === null ? null : await findReturn(deps.db, draft.caseId);
  const named = Object.keys(returned?.fields ?? {});
  return {
    draftId,
    formId: formVersion.formId,
    formPath: formVersion.form.path,
    formVersionId: formVersion.id,
    formVersion: formVersion.number,
    title: formVersion.title,
    titleEn: formVersion.titleEn,
    departmentName: formVersion.form.department.name,
    enterpriseId: draft.enterpriseId,
    enterpriseName: draft.enterprise.name,
    policyId: draft.policyId,
    definition: draft.definition,
    data: draft.data,
    provenance: draft.provenance,
    locked: Object.keys(draft.provenance).filter((path) => draft.provenance[path]?.locked),
    missing: fresh?.missing ?? [],
    disputes: await listFieldDisputes(deps.db, draft),
    certificates: fresh?.certificates ?? {},
    changes,
    returned,
    chatOffers: fresh ? listChatOffers(draft, fresh.offered, named) : [],
    earlierFiles: draft.submittedAt ? {} : await listEarlierFiles(deps, draft, named),
    attachments: await listDraftFiles(deps.db, draft),
    revision: draft.revision,
    createdAt: draft.createdAt,
    updatedAt: draft.updatedAt,
    versionNote: draft.versionNote as unknown as VersionNote | null,
    receiptNumber: draft.submission?.receipt?.number ?? null,
  };
}

async function findReturn(db: Db, caseId: string): Promise<DraftView['returned']> {
  const event = await db.caseEvent.findFirst({
    where: { caseId, kind: 'returned' },
    orderBy: { number: 'desc' },
    include: { case: { select: { number: true } } },
  });
  if (!event) return null;
  const { fields } = event.detail as { fields?: Record<string, string> };
  return {
    caseId,
    caseNumber: event.case.number,
    reason: event.reason ?? '',
    fields: fields ?? {},
    at: event.at,
  };
}
