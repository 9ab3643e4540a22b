import {
  compareFormVersions,
  type ComparedVersion,
  type FormChange,
} from '~/forms/definition/compare-form-versions';
import type { Db } from '~/prisma/database.server';

import { changesToLookAt } from './carry-draft';
import { comparedVersion } from './carry-draft.server';

/** Whom a new version touches. Firms aren't named: what they haven't handed in is theirs. */
export interface AffectedByVersion {
  drafts: {
    total: number;
    /** Carried over unasked, and those whose firm must look at something first. */
    safe: number;
    waiting: { begunAt: Date; savedAt: Date; onNumber: number; look: FormChange[] }[];
    /** Only so many, the latest saved, were looked at one by one. */
    lookedAt: number;
  };
  /** Open cases keep the version that was filled. */
  cases: {
    total: number;
    shown: { caseId: string; number: string; state: string; onNumber: number | null }[];
  };
}

const mostDrafts = 500;
const mostCases = 20;

/** The open drafts and cases of a form beside a version that would be published. The right to it is the caller's to check. */
export async function findAffected(
  deps: { db: Db },
  formId: string,
  newer: ComparedVersion & { versionId: string },
): Promise<AffectedByVersion> {
  const open = {
    ...{ submittedAt: null, caseId: null, formVersion: { formId }, formVersionId: { not: newer.versionId } },
  };
  const openCases = { formId, state: { in: ['submitted', 'returned'] } };
  const [total, drafts, versions, totalCases, cases] = await Promise.all([
    deps.db.draft.count({ where: open }),
    deps.db.draft.findMany({
      where: open,
      orderBy: { updatedAt: 'desc' },
      take: mostDrafts,
      select: { data: true, formVersionId: true, createdAt: true, updatedAt: true },
    }),
    deps.db.formVersion.findMany({ where: { formId } }),
    deps.db.case.count({ where: openCases }),
    deps.db.case.findMany({
      where: openCases,
      orderBy: { createdAt: 'desc' },
      take: mostCases,
      select: {
        ...{ id: true, number: true, state: true },
        submissions: {
          orderBy: { submittedAt: 'desc' },
          take: 1,
          select: { formVersion: { select: { number: true } } },
        },
      },
    }),
  ]);
  const changes = new Map(versions.map((row) => [row.id, compareFormVersions(comparedVersion(row), newer)]));
  const numbers = new Map(versions.map(({ id, number }) => [id, number]));
  const assessed = drafts.map(({ data, formVersionId, createdAt, updatedAt }) => ({
    ...{ begunAt: createdAt, savedAt: updatedAt, onNumber: numbers.get(formVersionId) ?? 0 },
    look: changesToLookAt(changes.get(formVersionId) ?? [], data as Record<string, unknown>),
  }));
  const waiting = assessed.filter(({ look }) => look.length > 0);
  return {
    drafts: { total, safe: assessed.length - waiting.length, waiting, lookedAt: assessed.length },
    cases: {
      total: totalCases,
      shown: cases.map(({ id, number, state, submissions }) => ({
        ...{ caseId: id, number, state },
        onNumber: submissions[0]?.formVersion.number ?? null,
      })),
    },
  };
}
