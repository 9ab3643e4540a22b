import { z } from 'zod';

import { sealKey } from '~/prisma/access/seal-key.server';
import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { ownImports } from '../imports/fact-import-rights';
import { requireFactDepartment } from '../imports/start-fact-import.server';

interface Dependencies {
  db: Db;
  now: () => Date;
  sealingKey: Buffer;
}

/** What a person says of a source. */
export const sourceInputSchema = z.strictObject({
  name: z.string().trim().min(1, '请填写名称').max(60, '名称最多 60 字'),
  url: z.url({ protocol: /^https?$/, error: '地址应以 http:// 或 https:// 开头' }).max(500),
  mappingName: z.string().trim().min(1, '请选择列对应关系；还没有的，先手工导入一次并保存'),
  everyHours: z.coerce.number().int().min(1, '至少间隔 1 小时').max(720, '最多间隔 720 小时（30 天）'),
  headerName: z
    .string()
    .trim()
    .max(60)
    .regex(/^[\w-]*$/, '请求头名称由字母、数字和连字符组成，例如 Authorization'),
  secret: z.string().max(2000),
});

/** A source as its page shows it; a credential never leaves the server. */
export interface SourceRow {
  id: string;
  name: string;
  url: string;
  mappingName: string;
  everyHours: number;
  headerName: string | null;
  hasSecret: boolean;
  paused: boolean;
  nextAt: Date;
  lastAt: Date | null;
  lastImportId: string | null;
  lastError: string | null;
}

export async function listSources(db: Db, reader: Reader): Promise<SourceRow[]> {
  const rows = await db.factSource.findMany({ where: ownImports(reader), orderBy: { name: 'asc' } });
  return rows.map(({ sealedSecret, pausedAt, ...row }) => ({
    ...{ id: row.id, name: row.name, url: row.url, mappingName: row.mappingName, everyHours: row.everyHours },
    ...{ headerName: row.headerName, nextAt: row.nextAt, lastAt: row.lastAt },
    ...{ lastImportId: row.lastImportId, lastError: row.lastError },
    hasSecret: sealedSecret !== null,
    paused: pausedAt !== null,
  }));
}

/** Adds a source; it is asked at once. Throws AccessDeniedError, InvalidInputError by field. */
export async function addSource(deps: Dependencies, reader: Reader, input: unknown): Promise<string> {
  const departmentId = requireFactDepartment(reader);
  const parsed = sourceInputSchema.safeParse(input);
  if (!parsed.success)
    throw new InvalidInputError(
      Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message])),
    );
  const { secret, headerName, ...fields } = parsed.data;
  if ((secret === '') !== (headerName === ''))
    throw new InvalidInputError({ secret: '请求头名称和凭据要一起填写，或都不填' });
  if (
    await deps.db.factSource.findUnique({ where: { departmentId_name: { departmentId, name: fields.name } } })
  )
    throw new InvalidInputError({ name: '已有同名的数据源' });
  const at = deps.now();
  return deps.db.$transaction(async (tx) => {
    const { id } = await tx.factSource.create({
      data: {
        ...fields,
        departmentId,
        headerName: headerName || null,
        sealedSecret: secret === '' ? null : sealKey(deps.sealingKey, secret),
        nextAt: at,
        createdById: reader.personId,
        createdAt: at,
      },
      select: { id: true },
    });
    const detail = { name: fields.name, url: fields.url, departmentId };
    await appendAuditEntry(
      tx,
      reader,
      { action: 'facts.source-added', subjectKind: 'fact-source', subjectId: id, detail },
      at,
    );
    return id;
  });
}

/** Pauses, resumes or removes a source, or has it asked now. Throws NotFoundError. */
export async function steerSource(
  { db, now }: Dependencies,
  reader: Reader,
  input: { id: string; deed: 'pause' | 'resume' | 'ask-now' | 'remove' },
): Promise<void> {
  const at = now();
  const { id, deed } = input;
  await db.$transaction(async (tx) => {
    const source = await tx.factSource.findFirst({ where: { id, ...ownImports(reader) } });
    if (!source) throw new NotFoundError('fact-source', id);
    if (deed === 'remove') await tx.factSource.delete({ where: { id } });
    else
      await tx.factSource.update({
        where: { id },
        data: { pausedAt: deed === 'pause' ? at : null, ...(deed !== 'pause' && { nextAt: at }) },
      });
    await appendAuditEntry(
      tx,
      reader,
      {
        action: `facts.source-${deed}`,
        subjectKind: 'fact-source',
        subjectId: id,
        detail: { name: source.name },
      },
      at,
    );
  });
}
