import type { Db, SqlReader } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import type { Settings } from '~/prisma/settings.server';

import { openChatModels } from '../chat-models.server';
import { chatModelPayload } from './choose-chat-model.server';
import type { ChatChoice } from './model-server';
import { listServers } from './model-servers.server';
import { tryModel, type ModelTrial } from './try-model.server';

export interface TrialDependencies {
  db: Db;
  sql: SqlReader;
  settings: Settings;
  sealingKey: Buffer;
  now: () => Date;
}

interface TrialJob {
  signal: AbortSignal;
  onProgress: (done: number, total: number) => Promise<void>;
}

/** Where the trial of a model is kept. */
export const trialKey = ({ serverId, model }: ChatChoice) => `model-trial:${serverId}:${model}`;

/** Tries a model and keeps what came of it, in place of an earlier trial. */
export async function tryChoice(
  deps: TrialDependencies,
  { serverId, model }: ChatChoice,
  job: TrialJob,
): Promise<ModelTrial> {
  const server = listServers(deps).find(({ id }) => id === serverId);
  if (!server) throw new Error(`There is no server ${serverId} any more`);
  // Models of its own: a trial neither waits behind the city's questions nor holds them up in the line.
  const settings = { ...deps.settings, CHAT_MODEL: 'auto' as const };
  const chat = openChatModels({ settings, now: deps.now, choice: () => ({ server, model }) });
  await chat.refresh();
  const trial = await tryModel(chat, { ...job, now: deps.now });
  const value = JSON.parse(JSON.stringify(trial)) as Prisma.InputJsonObject;
  const key = trialKey({ serverId, model });
  await deps.db.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
  return trial;
}

/**
 * Tries the model to which a change of the gate leads. The automatic choice is tried as it would fall now; null when it
 * falls on none, so that the city answers by quoting.
 */
export async function tryProposedModel(
  deps: TrialDependencies,
  payload: unknown,
  job: TrialJob,
): Promise<ModelTrial | null> {
  const parsed = chatModelPayload.parse(payload);
  if (!('automatic' in parsed)) return tryChoice(deps, parsed, job);
  const chat = openChatModels({ settings: deps.settings, now: deps.now, choice: () => null });
  await chat.refresh();
  return chat.current().state === 'ready' ? tryModel(chat, { ...job, now: deps.now }) : null;
}
