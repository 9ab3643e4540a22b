import type { FormDefinition } from '~/forms/definition/form-definition';
import type { Provenance } from '~/forms/prefill/field-provenance';
import { fieldWords } from '~/forms/words/field-words';
import type { FormLocale } from '~/forms/words/say';
import { NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { giveVerifyCode } from './give-verify-code.server';
import { listFields, type FieldRow } from './list-fields';
import { noteForeignAccess } from './note-foreign-access.server';

/** A receipt 回执 with what was submitted. */
export interface ReceiptView {
  number: string;
  issuedAt: Date;
  digest: string;
  /** By which anybody who holds the paper checks it; null for an old receipt whose digest doesn't hold. */
  code: string | null;
  title: string;
  titleEn: string | null;
  formPath: string;
  formVersion: number;
  departmentName: string;
  departmentPhone: string | null;
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  submittedBy: string;
  submissionId: string;
  caseId: string;
  caseNumber: string;
  caseState: string;
  dueOn: string;
  fields: FieldRow[];
  attachments: {
    fileId: string;
    path: string;
    name: string;
    mediaType: string;
    sizeBytes: number;
    sha256: string;
  }[];
}

/**
 * The receipt, for the enterprise's members and the reviewers of the case's department. Throws `NotFoundError` for
 * anybody else, and writes that down.
 */
export async function getReceipt(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  number: string,
): Promise<ReceiptView> {
  const receipt = await deps.db.receipt.findFirst({
    where: {
      number,
      submission: {
        OR: [
          { enterpriseId: { in: [...reader.enterpriseIds] } },
          { case: { departmentId: { in: departmentsOf(reader, 'reviewer') } } },
        ],
      },
    },
    include: {
      submission: {
        include: {
          attachments: true,
          enterprise: { select: { name: true, creditCode: true } },
          formVersion: { include: { form: { select: { path: true } } } },
          case: { include: { department: { select: { name: true, phone: true } } } },
        },
      },
    },
  });
  if (!receipt?.submission.case) {
    const foreign = await deps.db.receipt.findUnique({
      where: { number },
      select: { submission: { select: { enterpriseId: true } } },
    });
    await noteForeignAccess(deps, reader, {
      kind: 'receipt',
      id: number,
      enterpriseId: foreign?.submission.enterpriseId,
    });
    throw new NotFoundError('receipt', number);
  }
  const { submission } = receipt;
  const found = receipt.submission.case;
  const { formVersion, enterprise } = submission;
  const person = await deps.db.person.findUnique({
    where: { id: submission.personId },
    select: { name: true },
  });
  return {
    number,
    issuedAt: receipt.issuedAt,
    digest: receipt.digest,
    code: receipt.code ?? (await giveVerifyCode(deps, number)),
    title: formVersion.title,
    titleEn: formVersion.titleEn,
    formPath: formVersion.form.path,
    formVersion: formVersion.number,
    departmentName: found.department.name,
    departmentPhone: found.department.phone,
    enterpriseId: submission.enterpriseId,
    enterpriseName: enterprise.name,
    creditCode: enterprise.creditCode,
    submittedBy: person?.name ?? '',
    submissionId: submission.id,
    caseId: found.id,
    caseNumber: found.number,
    caseState: found.state,
    dueOn: found.dueOn,
    fields: submissionFields(submission, formVersion.definition, deps.locale),
    attachments: submission.attachments.map(({ fileId, path, name, mediaType, sizeBytes, sha256 }) => ({
      fileId,
      path,
      name,
      mediaType,
      sizeBytes,
      sha256,
    })),
  };
}

/** A submission's rows as people read them, without those that its answers left hidden. */
export function submissionFields(
  submission: { data: unknown; provenance: unknown },
  definition: unknown,
  locale: FormLocale = 'zh-CN',
): FieldRow[] {
  const { components } = definition as FormDefinition;
  const rows = listFields(
    components,
    submission.data as Record<string, unknown>,
    submission.provenance as Provenance,
    fieldWords(locale),
  );
  return rows.filter(({ text, conditional }) => text !== '' || !conditional);
}
