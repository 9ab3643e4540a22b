import { createHash } from 'node:crypto';

import type { Reader } from '../access/reader';
import type { Tx } from '../database.server';
import type { Prisma } from '../generated/client';

/** Something that must stay provable: who did what to what. */
export interface AuditEvent {
  action: string;
  subjectKind: string;
  subjectId: string;
  enterpriseId?: string | null;
  detail?: Prisma.InputJsonObject;
}

const firstHash = '0'.repeat(64);

/** Appends an entry to the chain inside the transaction of the deed itself; each holds the hash of the one before. */
export async function appendAuditEntry(tx: Tx, reader: Reader, event: AuditEvent, at: Date): Promise<void> {
  const last = await tx.auditEntry.findFirst({ orderBy: { seq: 'desc' }, select: { hash: true } });
  const entry = {
    at,
    actorId: reader.personId ?? reader.keyId,
    actorKind: reader.kind,
    action: event.action,
    subjectKind: event.subjectKind,
    subjectId: event.subjectId,
    enterpriseId: event.enterpriseId ?? null,
    detail: event.detail ?? {},
    previousHash: last?.hash ?? firstHash,
  };
  await tx.auditEntry.create({ data: { ...entry, hash: hashAuditEntry(entry) } });
}

/** SHA-256 over the entry in canonical JSON (keys sorted). */
export function hashAuditEntry(entry: {
  at: Date;
  actorId: string | null;
  actorKind: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  enterpriseId: string | null;
  detail: unknown;
  previousHash: string;
}): string {
  const { at, actorId, actorKind, action, subjectKind, subjectId, enterpriseId, detail, previousHash } =
    entry;
  return createHash('sha256')
    .update(
      canonicalJson({
        at: at.toISOString(),
        actorId,
        actorKind,
        action,
        subjectKind,
        subjectId,
        enterpriseId,
        detail,
        previousHash,
      }),
    )
    .digest('hex');
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
