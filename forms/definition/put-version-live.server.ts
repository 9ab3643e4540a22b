import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { compileConditionals } from './compile-conditionals';
import type { FormDefinition } from './form-definition';

/** Takes the open drafts of a form's earlier versions over to the one that is live: forms/submission/carry-drafts. */
export const carryDraftsJob = 'forms.carry-drafts';

/** What came of publishing. */
export interface PublishedVersion {
  versionId: string;
  number: number;
  /** The version that was retired. */
  retiredVersionId: string | null;
  /** Drafts that applicants opened on earlier versions: where it is safe they are carried over, the others are told. */
  openDrafts: number;
}

/** A version as it goes live, and the name of the deed in the audit. */
export interface VersionToPublish {
  version: { id: string; formId: string; number: number; definition: Prisma.JsonValue };
  action: 'form.published' | 'form.rolled-back';
  detail?: Prisma.InputJsonObject;
}

/** Publishes the version and retires the one before, in the caller's transaction, with audit and the drafts' job. */
export async function putVersionLive(
  tx: Tx,
  reader: Reader,
  { version, action, detail = {} }: VersionToPublish,
  at: Date,
): Promise<PublishedVersion> {
  const { id, formId, number } = version;
  const live = await tx.formVersion.findFirst({
    where: { formId, state: 'published' },
    select: { id: true },
  });
  if (live) await tx.formVersion.update({ where: { id: live.id }, data: { state: 'retired' } });
  const definition = compileConditionals(version.definition as unknown as FormDefinition);
  await tx.formVersion.update({
    where: { id },
    data: {
      state: 'published',
      publishedAt: at,
      publishedById: reader.personId,
      definition: definition as unknown as Prisma.InputJsonObject,
    },
  });
  await tx.form.updateMany({
    where: { id: formId, withdrawnAt: { not: null } },
    data: { withdrawnAt: null },
  });
  const openDrafts = await tx.draft.count({ where: { formVersion: { formId }, submittedAt: null } });
  if (openDrafts > 0)
    await enqueueJob(tx, { kind: carryDraftsJob, payload: { formId }, openKey: `${carryDraftsJob}:${id}` });
  const event = { action, subjectKind: 'form', subjectId: formId };
  await appendAuditEntry(tx, reader, { ...event, detail: { versionId: id, number, ...detail } }, at);
  return { versionId: id, number, retiredVersionId: live?.id ?? null, openDrafts };
}
