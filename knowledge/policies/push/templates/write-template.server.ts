import {
  AccessDeniedError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
} from '~/prisma/access/access-denied';
import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';

import { policyDeskRoles } from '../../design/policy-rights';
import type { MessageChannel } from '../message-kind';
import { checkTemplate, type TemplateProblem } from './check-template';
import type { EditableKind } from './editable-kinds';

type Deps = { db: Db; now: () => Date };

/** Which words: of a department, for a kind of message on a channel and in a language. */
export interface TemplateKey {
  departmentId: string;
  kind: EditableKind;
  channel: MessageChannel;
  locale: 'zh-CN' | 'en';
}

/**
 * Hands new words to the second person; those of the same writer that still wait are replaced. Throws NotFoundError
 * without the right. Returns what is wrong with the words; with any of it nothing is kept.
 */
export async function proposeTemplate(
  { db, now }: Deps,
  reader: Reader,
  { title, body, ...key }: TemplateKey & { title: string; body: string },
): Promise<TemplateProblem[]> {
  requireWriter(reader, key.departmentId);
  const words = { title: key.channel === 'sms' ? '' : title.trim(), body: body.trim() };
  const problems = checkTemplate(key.kind, key.channel, words);
  if (problems.length > 0) return problems;
  const at = now();
  await db.$transaction(async (tx) => {
    const waiting = await tx.messageTemplate.findFirst({ where: { ...key, state: 'in-review' } });
    if (waiting && waiting.createdById !== reader.personId)
      throw new ConflictError('Words of another person wait for a decision', { by: waiting.createdByName });
    const row = waiting
      ? await tx.messageTemplate.update({ where: { id: waiting.id }, data: { ...words, createdAt: at } })
      : await tx.messageTemplate.create({
          data: { ...key, ...words, ...(await nextRow(tx, reader, key, at)) },
        });
    await note(tx, reader, 'proposed', row, at);
  });
  return [];
}

/** The second person approves the words, or sends them back with a reason; the writer may take them back. */
export async function decideTemplate(
  { db, now }: Deps,
  reader: Reader,
  { id, deed, reason }: { id: string; deed: 'approve' | 'send-back' | 'recall'; reason?: string },
): Promise<void> {
  const at = now();
  const reviewNote = reason?.trim() ?? '';
  if (deed === 'send-back' && reviewNote === '')
    throw new InvalidInputError({ reason: '请写明退回的原因，便于修改' });
  await db.$transaction(async (tx) => {
    const row = await tx.messageTemplate.findFirst({
      where: { id, departmentId: { in: departmentsOf(reader, ...policyDeskRoles) } },
    });
    if (!row) throw new NotFoundError('template', id);
    if (row.state !== 'in-review') throw new ConflictError('It was decided already', { state: row.state });
    const isOwn = row.createdById === reader.personId;
    if (deed === 'recall' ? !isOwn : isOwn || reader.personId === null)
      throw new AccessDeniedError('decide-own-template');
    await tx.messageTemplate.update({
      where: { id },
      data: {
        state: deed === 'approve' ? 'published' : 'returned',
        decidedById: reader.personId,
        decidedByName: reader.name,
        decidedAt: at,
        reviewNote: deed === 'send-back' ? reviewNote : null,
      },
    });
    await note(
      tx,
      reader,
      deed === 'approve' ? 'published' : deed === 'recall' ? 'recalled' : 'sent-back',
      row,
      at,
    );
  });
}

/** The platform's own words count again, at once: they are known to be fit. The history stays. */
export async function resetTemplate({ db, now }: Deps, reader: Reader, key: TemplateKey): Promise<void> {
  requireWriter(reader, key.departmentId);
  const at = now();
  await db.$transaction(async (tx) => {
    const newest = await tx.messageTemplate.findFirst({
      where: { ...key, state: 'published' },
      orderBy: { number: 'desc' },
    });
    if (!newest || newest.body === null) return;
    const row = await tx.messageTemplate.create({
      data: {
        ...key,
        ...(await nextRow(tx, reader, key, at)),
        state: 'published',
        decidedById: reader.personId,
        decidedByName: reader.name,
        decidedAt: at,
      },
    });
    await note(tx, reader, 'reset', row, at);
  });
}

function requireWriter(reader: Reader, departmentId: string): void {
  if (!hasRole(reader, 'designer', departmentId)) throw new NotFoundError('department', departmentId);
}

async function nextRow(tx: Tx, reader: Reader, key: TemplateKey, at: Date) {
  const last = await tx.messageTemplate.findFirst({
    where: { ...key },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  return {
    number: (last?.number ?? 0) + 1,
    createdById: reader.personId ?? '',
    createdByName: reader.name ?? '',
    createdAt: at,
  };
}

function note(
  tx: Tx,
  reader: Reader,
  action: string,
  row: { id: string; departmentId: string; kind: string; channel: string; locale: string; number: number },
  at: Date,
): Promise<void> {
  const { id, departmentId, kind, channel, locale, number } = row;
  return appendAuditEntry(
    tx,
    reader,
    {
      action: `template.${action}`,
      subjectKind: 'template',
      subjectId: id,
      detail: { departmentId, kind, channel, locale, number },
    },
    at,
  );
}
