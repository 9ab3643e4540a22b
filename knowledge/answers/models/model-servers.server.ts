import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, SqlReader } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

import { chatChoiceSchema, type ChatChoice, type ModelServer, type ServerInput } from './model-server';
import { openSealedKey, sealKey } from '~/prisma/access/seal-key.server';

const serversKey = 'model-servers';
/** The setting that holds the chosen chat model; changed through the gate. */
export const chatChoiceKey = 'chat-model';

const storedServers = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['ollama', 'openai']),
    name: z.string(),
    url: z.string(),
    sealedKey: z.string().nullable(),
  }),
);

type ServerSettings = Pick<Settings, 'OLLAMA_URL' | 'OPENAI_BASE_URL' | 'OPENAI_API_KEY'>;

/** The servers that there are: those of the environment, then those entered by administrators. */
export function listServers(deps: {
  sql: SqlReader;
  settings: ServerSettings;
  sealingKey: Buffer;
}): ModelServer[] {
  const { settings, sealingKey } = deps;
  const own: ModelServer[] = [
    { id: 'ollama', kind: 'ollama', name: 'Ollama', url: settings.OLLAMA_URL, fromSettings: true },
  ];
  if (settings.OPENAI_BASE_URL !== undefined) {
    const [url, apiKey] = [settings.OPENAI_BASE_URL, settings.OPENAI_API_KEY];
    own.push({ id: 'openai', kind: 'openai', name: 'OpenAI API', url, apiKey, fromSettings: true });
  }
  const entered = readServers(deps.sql).map(({ sealedKey, ...server }): ModelServer => {
    const apiKey = sealedKey === null ? null : openSealedKey(sealingKey, sealedKey);
    return { ...server, fromSettings: false, ...(apiKey !== null && { apiKey }) };
  });
  return [...own, ...entered];
}

/** The administrator's choice; null when there is none. */
export function readChatChoice(sql: SqlReader): ChatChoice | null {
  const stored = readSetting(sql, chatChoiceKey);
  return stored === undefined ? null : chatChoiceSchema.nullable().parse(stored);
}

/** The chosen model with its server; null without a choice, or when its server is gone. */
export function findChosenModel(
  deps: Parameters<typeof listServers>[0],
): { server: ModelServer; model: string } | null {
  const choice = readChatChoice(deps.sql);
  const server = choice && listServers(deps).find(({ id }) => id === choice.serverId);
  return choice && server ? { server, model: choice.model } : null;
}

function readServers(sql: SqlReader): z.infer<typeof storedServers> {
  return storedServers.parse(readSetting(sql, serversKey) ?? []);
}

function readSetting(sql: SqlReader, key: string): unknown {
  const row = sql.get<{ value: string }>('SELECT value FROM "Setting" WHERE key = ?', [key]);
  return row === undefined ? undefined : JSON.parse(row.value);
}

interface ChangeDeps {
  db: Db;
  sealingKey: Buffer;
  now: () => Date;
}

/** Enters a server; its key is kept sealed and never shown again. Throws ConflictError when the address is known. */
export async function addServer(
  { db, sealingKey, now }: ChangeDeps,
  reader: Reader,
  { apiKey, ...input }: ServerInput,
): Promise<string> {
  const id = randomUUID();
  await changeServers(
    db,
    reader,
    now(),
    { action: 'model-server.added', id, detail: { ...input } },
    (servers) => {
      if (servers.some(({ url }) => url === input.url)) throw new ConflictError('model-server-known');
      return [...servers, { ...input, id, sealedKey: apiKey ? sealKey(sealingKey, apiKey) : null }];
    },
  );
  return id;
}

/** Takes a server out of the list; one from the environment stays. */
export async function removeServer({ db, now }: ChangeDeps, reader: Reader, id: string): Promise<void> {
  await changeServers(db, reader, now(), { action: 'model-server.removed', id, detail: {} }, (servers) =>
    servers.filter((server) => server.id !== id),
  );
}

async function changeServers(
  db: Db,
  reader: Reader,
  now: Date,
  entry: { action: string; id: string; detail: Record<string, string> },
  change: (servers: z.infer<typeof storedServers>) => z.infer<typeof storedServers>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const stored = await tx.setting.findUnique({ where: { key: serversKey } });
    const value = change(storedServers.parse(stored?.value ?? []));
    await tx.setting.upsert({
      where: { key: serversKey },
      create: { key: serversKey, value },
      update: { value },
    });
    const { action, id: subjectId, detail } = entry;
    await appendAuditEntry(tx, reader, { action, subjectKind: 'model-server', subjectId, detail }, now);
  });
}
