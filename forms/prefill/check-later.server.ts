import { tellDifference } from '~/forms/cases/tell-difference.server';
import { valueAt } from '~/forms/definition/data-path';
import type { FormDefinition } from '~/forms/definition/form-definition';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';
import { valueText, type FieldRow } from '~/forms/submission/list-fields';
import { listSourcesDown } from '~/knowledge/enterprises/sources/list-sources-down.server';
import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import type { LaterCheck } from '~/prisma/generated/client';

import type { FieldProvenance, Provenance } from './field-provenance';
import { canonicalValue } from './fit-value';
import { loadPrefillFacts } from './load-prefill-facts.server';
import { prefillForm } from './prefill-form';

/** How many filed values are read at once. */
const mostAtOnce = 200;

/** Writes down which filed values wait for a source that didn't answer (待核验), in the submission's transaction. */
export async function askLater(
  tx: Tx,
  filed: { submissionId: string; enterpriseId: string; provenance: Provenance; at: Date },
): Promise<void> {
  const { submissionId, enterpriseId, provenance, at } = filed;
  const data = Object.entries(provenance).flatMap(([path, { pending, pendingFact, fact, source }]) => {
    const key = fact ?? pendingFact?.key;
    if (!pending || !key) return [];
    const from = pendingFact?.source ?? source;
    return [{ submissionId, enterpriseId, path, fact: key, source: from, createdAt: at }];
  });
  if (data.length > 0) await tx.laterCheck.createMany({ data });
}

/**
 * Compares the filed values that wait with what their sources hold now, once these answer again. A value that its
 * authority still doesn't know goes on waiting. Returns how many were settled.
 */
export async function checkFiledValues(
  deps: { db: Db; now: () => Date },
  signal?: AbortSignal,
  atOnce = mostAtOnce,
): Promise<number> {
  const down = [...(await listSourcesDown(deps.db, deps.now())).keys()];
  let settled = 0;
  let after = '';
  for (;;) {
    // All of them: those that go on waiting must not stand before the others for ever.
    const waiting = await deps.db.laterCheck.findMany({
      where: { state: 'waiting', fact: { notIn: down }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: atOnce,
      include: { submission: { include: { formVersion: { select: { definition: true } } } } },
    });
    for (const check of waiting) {
      signal?.throwIfAborted();
      const found = await compare(deps, check);
      if (found && (await settle(deps, check, found))) settled += 1;
    }
    after = waiting.at(-1)?.id ?? '';
    if (waiting.length < atOnce) return settled;
  }
}

/** Notes what came of a check, and tells of a difference; false when another process did so before. */
function settle(
  { db, now }: { db: Db; now: () => Date },
  check: LaterCheck,
  { state, label, filedText, foundText }: Comparison,
): Promise<boolean> {
  const { id: checkId, submissionId, enterpriseId, path, fact, source } = check;
  const at = now();
  return db.$transaction(async (tx) => {
    const { count } = await tx.laterCheck.updateMany({
      where: { id: checkId, state: 'waiting' },
      data: { state, foundText, checkedAt: at },
    });
    if (count === 0) return false;
    if (state === 'differs')
      await tellDifference(tx, { checkId, submissionId, label, filedText, foundText, source, at });
    const subject = { subjectKind: 'submission', subjectId: submissionId, enterpriseId };
    await appendAuditEntry(
      tx,
      systemReader,
      { action: `submission.value-${state}`, ...subject, detail: { path, fact } },
      at,
    );
    return true;
  });
}

interface Comparison {
  state: 'verified' | 'differs';
  label: string;
  filedText: string;
  foundText: string;
}

interface Waiting {
  enterpriseId: string;
  path: string;
  submission: { data: unknown; submittedAt: Date; formVersion: { definition: unknown } };
}

/** What the source holds for the field on the day of filing; null when it still holds nothing. */
async function compare(
  { db }: { db: Db },
  { enterpriseId, path, submission }: Waiting,
): Promise<Comparison | null> {
  const { components } = submission.formVersion.definition as FormDefinition;
  const field = walkFields(components).find((one) => one.path === fieldPathOf(path));
  if (!field) return null;
  const { component, label } = field;
  // The period is that of the day of filing: a later quarter's figure says nothing of it.
  const today = cityDate(submission.submittedAt);
  const facts = (await loadPrefillFacts(db, enterpriseId, today)).filter(
    ({ sourceKind }) => sourceKind === 'registry' || sourceKind === 'certificate',
  );
  const now = prefillForm({ components, facts, today }).provenance[path];
  if (now === undefined) return null;
  const filed = valueAt(submission.data, path);
  const same = canonicalValue(component, filed) === canonicalValue(component, now.value);
  const [filedText, foundText] = [filed, now.value].map((value) => valueText(component, value));
  return {
    state: same ? 'verified' : 'differs',
    label,
    filedText: filedText ?? '',
    foundText: foundText ?? '',
  };
}

/** Rows of submissions with what came of the checks, for the reviewer and the firm. */
export async function withChecks<S extends { submissionId: string; fields: FieldRow[] }>(
  db: Db,
  submissions: S[],
): Promise<S[]> {
  const checks = await db.laterCheck.findMany({
    where: { submissionId: { in: submissions.map(({ submissionId }) => submissionId) } },
  });
  if (checks.length === 0) return submissions;
  return submissions.map((submission) => ({
    ...submission,
    fields: submission.fields.map((row) => {
      const check = checks.find(
        ({ submissionId, path }) => submissionId === submission.submissionId && path === row.path,
      );
      if (!check || !row.provenance) return row;
      const state = check.state as NonNullable<FieldProvenance['check']>['state'];
      const at = check.checkedAt?.toISOString() ?? null;
      return { ...row, provenance: { ...row.provenance, check: { state, foundText: check.foundText, at } } };
    }),
  }));
}
