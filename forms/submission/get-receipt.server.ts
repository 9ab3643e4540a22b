import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { FieldRow } from './list-fields';

/** A receipt 回执 with what was submitted. */
export interface ReceiptView {
  number: string;
  issuedAt: Date;
  digest: string;
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

/** The receipt, for the enterprise's members and the department's reviewers. Throws `NotFoundError` for anybody else. */
export function getReceipt(
  deps: { db: Db; now: () => Date; locale?: 'zh-CN' | 'en' },
  reader: Reader,
  number: string,
): Promise<ReceiptView> {
  void deps;
  void reader;
  void number;
  return Promise.reject(new Error('not written yet'));
}
