import { isSameAnswer } from './merge-drafts';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

/** Who saved, and on what. */
export interface SavedFrom {
  personId: string | null;
  /** As `nameDevice` says; empty for programs that don't say. */
  device: string;
}

/** When a field was last changed, by whom and where. */
export interface FieldSaved extends SavedFrom {
  name: string;
  at: string;
}

/** Savings within this time of one person on one device are one version, unless another was refused meanwhile. */
const versionMs = 60_000;
/** A draft keeps so many versions of each kind; older ones go. */
const mostVersions = { saved: 60, aside: 20 } as const;

interface Saving extends SavedFrom {
  draftId: string;
  revision: number;
  data: object;
  at: Date;
}

/** Keeps what a draft holds now as its newest version, in the transaction of the saving; `before` is what it held. */
export async function keepVersion(
  tx: Tx,
  before: { data: object; revision: number; createdAt: Date; updatedAt: Date; personId: string | null },
  saving: Saving,
): Promise<void> {
  const { draftId, personId, device, revision, at } = saving;
  const data = saving.data as Prisma.InputJsonObject;
  const last = await tx.draftVersion.findFirst({
    where: { draftId, kind: 'saved' },
    orderBy: [{ at: 'desc' }, { revision: 'desc' }],
    select: { id: true, personId: true, device: true, startedAt: true, revision: true },
  });
  if (!last) {
    const first = { draftId, revision: before.revision, data: before.data as Prisma.InputJsonObject };
    const when = before.revision === 0 ? before.createdAt : before.updatedAt;
    await tx.draftVersion.create({
      data: { ...first, startedAt: when, at: when, personId: before.personId },
    });
  }
  const goesOn =
    last?.personId === personId &&
    last.device === device &&
    // What began the draft stays as it was.
    last.revision > 0 &&
    at.valueOf() - last.startedAt.valueOf() < versionMs;
  if (last && goesOn && !(await wasRefusedSince(tx, draftId, last.startedAt))) {
    await tx.draftVersion.update({ where: { id: last.id }, data: { data, revision, at } });
    return;
  }
  await tx.draftVersion.create({ data: { draftId, revision, data, personId, device, startedAt: at, at } });
  await dropOldest(tx, draftId, 'saved');
}

/** Whether two devices met: they may bear one name, and what the other saved must stay to be brought back. */
async function wasRefusedSince(tx: Tx, draftId: string, since: Date): Promise<boolean> {
  const where = { draftId, kind: 'aside', at: { gte: since } };
  return (await tx.draftVersion.findFirst({ where, select: { id: true } })) !== null;
}

/** Keeps what could not be saved because another device was first. Returns its id. */
export async function keepAside(db: Db, { draftId, personId, device, revision, at, data }: Saving) {
  const known = await db.draftVersion.findFirst({
    where: { draftId, kind: 'aside', personId, device, revision },
    orderBy: { at: 'desc' },
  });
  if (known) {
    // The same page, sent again with more in it.
    const { id } = known;
    await db.draftVersion.update({ where: { id }, data: { data, at } });
    return id;
  }
  const { id } = await db.draftVersion.create({
    data: {
      draftId,
      kind: 'aside',
      revision,
      data,
      personId,
      device,
      startedAt: at,
      at,
    },
  });
  await dropOldest(db, draftId, 'aside');
  return id;
}

/** Since a revision: field (top key) → who changed it last, on what, when. */
export async function listChanged(
  db: Db,
  draftId: string,
  sinceRevision: number,
): Promise<Record<string, FieldSaved>> {
  const versions = await db.draftVersion.findMany({
    where: { draftId, kind: 'saved' },
    orderBy: [{ at: 'asc' }, { revision: 'asc' }],
  });
  const names = await namesOf(
    db,
    versions.map(({ personId }) => personId),
  );
  const changed: Record<string, FieldSaved> = {};
  let before: Record<string, unknown> = {};
  for (const { revision, data, personId, device, at } of versions) {
    const now = data as Record<string, unknown>;
    if (revision > sinceRevision)
      for (const key of new Set([...Object.keys(before), ...Object.keys(now)]))
        if (!isSameAnswer(before[key], now[key]))
          changed[key] = { personId, device, name: names.get(personId ?? '') ?? '', at: at.toISOString() };
    before = now;
  }
  return changed;
}

/** Person → name. */
export async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const people = await db.person.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

async function dropOldest(db: Db | Tx, draftId: string, kind: keyof typeof mostVersions): Promise<void> {
  const old = await db.draftVersion.findMany({
    where: { draftId, kind },
    orderBy: { at: 'desc' },
    skip: mostVersions[kind],
    select: { id: true },
  });
  if (old.length > 0) await db.draftVersion.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
}
