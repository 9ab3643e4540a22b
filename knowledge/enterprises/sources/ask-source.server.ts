import { openSealedKey } from '~/prisma/access/seal-key.server';
import { alertDesk } from '~/knowledge/policies/push/alert-desk.server';
import { systemReader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { factMappingSchema } from '../imports/fact-mapping';
import { startFactImport } from '../imports/start-fact-import.server';

interface Dependencies {
  db: Db;
  now: () => Date;
  filesDir: string;
  sealingKey: Buffer;
}

/** How long an address may take, and how much it may send. */
const timeoutMs = 60_000;
const mostBytes = 100 * 1024 * 1024;

/** A source that didn't answer as it should, in words for its department. */
class SourceFault extends Error {}

/** Asks each source whose time has come; one that fails keeps none of the others waiting. */
export async function askDueSources(deps: Dependencies, signal: AbortSignal): Promise<void> {
  const due = await deps.db.factSource.findMany({
    where: { pausedAt: null, nextAt: { lte: deps.now() } },
    orderBy: { nextAt: 'asc' },
    select: { id: true },
  });
  for (const { id } of due) {
    signal.throwIfAborted();
    await askSource(deps, id);
  }
}

/**
 * Fetches a source's table and has it taken in under its mapping. Whatever comes of it is noted at the source; the same
 * bytes of the same day are one import. Returns the import's id, or null when it failed.
 */
export async function askSource(deps: Dependencies, sourceId: string): Promise<string | null> {
  const { db, now } = deps;
  const source = await db.factSource.findUniqueOrThrow({ where: { id: sourceId } });
  const at = now();
  const nextAt = new Date(at.valueOf() + source.everyHours * 3_600_000);
  // The next time stands before the work begins: a fault can't make it ask again and again.
  await db.factSource.update({ where: { id: sourceId }, data: { lastAt: at, nextAt } });
  try {
    const { bytes, name } = await fetchTable(deps, source);
    const saved = await db.factMapping.findUnique({
      where: { departmentId_name: { departmentId: source.departmentId, name: source.mappingName } },
    });
    if (!saved) throw new SourceFault(`没有名为“${source.mappingName}”的列对应关系，请先保存一份`);
    const mapping = { ...factMappingSchema.parse(saved.mapping), observedOn: cityDate(at) };
    const importId = await startFactImport(
      deps,
      { ...systemReader, name: source.name },
      {
        title: `${source.name} ${cityDate(at)}${name}`,
        bytes,
        origin: 'source',
        departmentId: source.departmentId,
        mapping,
        sourceId,
        requestKey: `source:${sourceId}:${at.toISOString()}`,
      },
    );
    await db.factSource.update({
      where: { id: sourceId },
      data: { lastImportId: importId, lastError: null },
    });
    return importId;
  } catch (error) {
    const reason = error instanceof SourceFault ? error.message : networkReason(error);
    if (reason === null) throw error;
    await db.factSource.update({ where: { id: sourceId }, data: { lastError: reason } });
    await alertDesk(
      db,
      { kind: 'source-failed', source: source.name },
      { dedupeKey: `${sourceId}:${cityDate(at)}`, now: at },
    );
    return null;
  }
}

async function fetchTable(
  { sealingKey }: Dependencies,
  source: { url: string; headerName: string | null; sealedSecret: string | null },
): Promise<{ bytes: Uint8Array; name: string }> {
  const headers: Record<string, string> = { Accept: 'application/json, text/csv, */*' };
  if (source.headerName !== null && source.sealedSecret !== null) {
    const secret = openSealedKey(sealingKey, source.sealedSecret);
    if (secret === null) throw new SourceFault('凭据无法解开（安装密钥已更换），请重新填写');
    headers[source.headerName] = secret;
  }
  // A redirect would carry the credential to an address that nobody entered.
  const response = await fetch(source.url, {
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new SourceFault(`对方返回 ${response.status}，没有取到数据`);
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    total += chunk.length;
    if (total > mostBytes) throw new SourceFault(`数据超过 ${mostBytes / 1024 / 1024} MB，请分批提供`);
    chunks.push(chunk);
  }
  if (total === 0) throw new SourceFault('对方返回了空内容');
  const type = response.headers.get('content-type') ?? '';
  const name = /json/.test(type) ? '.json' : /spreadsheet|excel/.test(type) ? '.xlsx' : '.csv';
  return { bytes: Buffer.concat(chunks), name };
}

/** What a failed connection is called; null for a bug. */
function networkReason(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error.name === 'TimeoutError') return `对方 ${timeoutMs / 1000} 秒内没有答复`;
  if (!(error instanceof TypeError)) return null;
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return `无法连接对方（${cause?.code ?? cause?.message ?? error.message}）`;
}
