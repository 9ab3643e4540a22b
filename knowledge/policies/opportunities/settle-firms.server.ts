import { randomUUID } from 'node:crypto';

import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import { Prisma } from '~/prisma/generated/client';
import { storedInstant } from '~/prisma/stored-instant';

import { hadOnce } from '../limits/had-once.server';
import type { PublishedPolicy } from '../published-policy';
import type { FirmToJudge } from './changed-firms.server';
import { compareOpportunity, type OpportunityStep, type ToldFigures } from './compare-opportunity';
import type { Finding, OpportunityReason } from './finding';

/** What a firm is told of an opportunity. */
export interface OpportunityNews {
  opportunityId: string;
  enterpriseId: string;
  kind: 'found' | 'changed' | 'ended';
  policy: PublishedPolicy;
  shown: string;
  amountKind: string | null;
  amountYuan: string | null;
  closesOn: string | null;
  missing: readonly string[];
  reason: OpportunityReason;
  /** What the firm was told of it last; null when it was never told, or told that it ended. */
  before?: ToldFigures | null;
  /** Twice the same news is one message. */
  dedupeKey: string;
}

/** Tells the firm's people. Returns how many; none when nobody acts for the firm, or it doesn't want to hear. */
export type TellOpportunity = (tx: Tx, news: OpportunityNews, options: { now: Date }) => Promise<number>;

interface Settling {
  firms: readonly FirmToJudge[];
  findings: readonly Finding[];
  policies: readonly PublishedPolicy[];
  openPolicies: ReadonlySet<string>;
  reasonOf: (firm: FirmToJudge) => OpportunityReason['kind'] | 'silent';
}

type Row = Prisma.OpportunityGetPayload<object>;

/** On a busy machine a transaction may wait its turn. */
const patience = { maxWait: 30_000, timeout: 60_000 };

/** Compares what was found with what stands, keeps it and tells what is news: one transaction for some firms. */
export async function settleFirms(
  { db, now, tell }: { db: Db; now: () => Date; tell: TellOpportunity },
  { firms, findings, policies, openPolicies, reasonOf }: Settling,
): Promise<void> {
  const at = now();
  const found = new Map(findings.map((finding) => [`${finding.enterpriseId} ${finding.policyId}`, finding]));
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  await db.$transaction(async (tx) => {
    const rows = await tx.opportunity.findMany({
      where: { enterpriseId: { in: firms.map(({ id }) => id) }, policyId: { in: [...byId.keys()] } },
    });
    const members = await tx.membership.findMany({
      where: { enterpriseId: { in: firms.map(({ id }) => id) }, state: 'active' },
      distinct: ['enterpriseId'],
      select: { enterpriseId: true },
    });
    const heard = new Set(members.map(({ enterpriseId }) => enterpriseId));
    const known = new Map(rows.map((row) => [`${row.enterpriseId} ${row.policyId}`, row]));
    const had = await hadOnce(tx, { enterpriseIds: firms.map(({ id }) => id), policies, day: cityDate(at) });
    const quiet: Prisma.OpportunityCreateManyInput[] = [];
    for (const firm of firms) {
      for (const policyId of firm.policyIds ?? byId.keys()) {
        const policy = byId.get(policyId);
        const place = `${firm.id} ${policyId}`;
        const [row, finding] = [known.get(place) ?? null, found.get(place) ?? null];
        if (!policy || (!row && !finding)) continue;
        if (had.has(place) && (!row || ['applied', 'granted'].includes(row.state))) continue;
        const step = compareOpportunity(
          row && { ...row, told: row.told as unknown as ToldFigures | null },
          finding,
          openPolicies.has(policyId),
        );
        if (step.kind === 'none') continue;
        const isQuiet = !step.speaks || reasonOf(firm) === 'silent' || !heard.has(firm.id);
        if (step.kind === 'found' && finding && isQuiet) {
          quiet.push(quietRow(finding, policy, reasonOf(firm), at));
          continue;
        }
        await takeStep(tx, { row, finding, policy, step, firmId: firm.id, reason: reasonOf(firm), at, tell });
      }
    }
    // What nobody hears of needs no more than its row.
    if (quiet.length > 0) await writeQuietly(tx, quiet);
  }, patience);
}

/** Thousands of rows in one statement: by the client's own way each would be compiled by itself, while pages wait. */
async function writeQuietly(tx: Tx, rows: readonly Prisma.OpportunityCreateManyInput[]): Promise<void> {
  const stored = rows.map((row) => ({
    ...row,
    id: randomUUID(),
    missing: JSON.stringify(row.missing),
    reason: JSON.stringify(row.reason),
    foundAt: storedInstant(row.foundAt as Date),
  }));
  await tx.$executeRaw`
    INSERT INTO "Opportunity"
      ("id", "enterpriseId", "policyId", "shown", "amountKind", "amountYuan", "closesOn", "missing", "reason",
       "versionId", "foundAt")
    SELECT value->>'id', value->>'enterpriseId', value->>'policyId', value->>'shown', value->>'amountKind',
           value->>'amountYuan', value->>'closesOn', value->>'missing', value->>'reason', value->>'versionId',
           value->>'foundAt'
      FROM json_each(${JSON.stringify(stored)})`;
}

/** What is found without a word to anyone. */
function quietRow(
  finding: Finding,
  policy: PublishedPolicy,
  reason: OpportunityReason['kind'] | 'silent',
  at: Date,
): Prisma.OpportunityCreateManyInput {
  const { enterpriseId, policyId, shown, amountKind, amountYuan, closesOn, missing, changed } = finding;
  const kept: OpportunityReason =
    reason === 'facts'
      ? { kind: 'facts', facts: changed }
      : { kind: reason === 'silent' ? 'baseline' : reason };
  return {
    ...{ enterpriseId, policyId, shown, amountKind, amountYuan, closesOn, missing },
    reason: kept as unknown as Prisma.InputJsonObject,
    versionId: policy.versionId,
    foundAt: at,
  };
}

async function takeStep(
  tx: Tx,
  step: {
    row: Row | null;
    finding: Finding | null;
    policy: PublishedPolicy;
    step: Exclude<OpportunityStep, { kind: 'none' }>;
    firmId: string;
    reason: OpportunityReason['kind'] | 'silent';
    at: Date;
    tell: TellOpportunity;
  },
): Promise<void> {
  const { finding, policy, at } = step;
  const reason: OpportunityReason =
    step.reason === 'facts'
      ? { kind: 'facts', facts: finding?.changed ?? [] }
      : { kind: step.reason === 'silent' ? 'baseline' : step.reason };
  const figures = {
    shown: finding?.shown ?? 'none',
    amountKind: finding?.amountKind ?? null,
    amountYuan: finding?.amountYuan ?? null,
    closesOn: finding?.closesOn ?? step.row?.closesOn ?? null,
    missing: finding?.missing ?? [],
    reason: reason as unknown as Prisma.InputJsonObject,
    versionId: policy.versionId,
  };
  const row = await tx.opportunity.upsert({
    where: { enterpriseId_policyId: { enterpriseId: step.firmId, policyId: policy.id } },
    create: { enterpriseId: step.firmId, policyId: policy.id, ...figures, foundAt: at },
    update: { ...figures, ...(step.step.kind === 'reopened' && { state: 'found' }) },
  });
  await tx.opportunityEvent.create({
    data: {
      opportunityId: row.id,
      kind: step.step.kind,
      detail: {
        shown: figures.shown,
        amountYuan: figures.amountYuan,
        closesOn: figures.closesOn,
        reason: reason.kind,
      },
      at,
    },
  });
  if (!step.step.speaks || step.reason === 'silent') return;
  const count = await tx.opportunityEvent.count({ where: { opportunityId: row.id, kind: 'told' } });
  const people = await step.tell(
    tx,
    {
      opportunityId: row.id,
      enterpriseId: step.firmId,
      kind: step.step.kind === 'ended' ? 'ended' : count > 0 ? 'changed' : 'found',
      policy,
      shown: figures.shown,
      amountKind: figures.amountKind,
      amountYuan: figures.amountYuan,
      closesOn: figures.closesOn,
      missing: figures.missing,
      reason,
      before: (step.row?.told ?? null) as unknown as ToldFigures | null,
      dedupeKey: `opportunity:${row.id}:${count}`,
    },
    { now: at },
  );
  if (people === 0) return;
  const told = { shown: figures.shown, amountYuan: figures.amountYuan, closesOn: figures.closesOn };
  await tx.opportunity.update({
    where: { id: row.id },
    data: {
      told: step.step.kind === 'ended' ? Prisma.DbNull : told,
      ...(row.state === 'found' && { state: 'told', toldAt: at }),
    },
  });
  await tx.opportunityEvent.create({
    data: { opportunityId: row.id, kind: 'told', detail: { ...told, people }, at },
  });
}
