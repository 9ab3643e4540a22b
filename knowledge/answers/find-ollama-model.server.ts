import { Ollama } from 'ollama';

import type { ChatModelStatus, ChatSettings } from './chat-models.server';
import { chooseModel, isSameModel, type InstalledModel } from './choose-model';

const lookMs = 2_000;

/** Looks at Ollama's address for the model named in the settings, else for one to pick. Never pulls a model. */
export async function findOllamaModel(settings: ChatSettings): Promise<ChatModelStatus> {
  const client = new Ollama({ host: settings.OLLAMA_URL, fetch: limitedFetch });
  let installed: InstalledModel[];
  try {
    const { models } = await client.list();
    installed = models.map((model) => ({
      name: model.name,
      size: model.size,
      families: model.details?.families ?? [],
    }));
  } catch (error) {
    return {
      state: 'none',
      reason: 'unreachable',
      detail: error instanceof Error ? error.message : String(error),
    };
  }
  const wanted = settings.OLLAMA_MODEL;
  const model = wanted
    ? installed.find(({ name }) => isSameModel(wanted, name))?.name
    : chooseModel(installed);
  if (!model)
    return wanted
      ? { state: 'none', reason: 'not-installed', detail: wanted }
      : { state: 'none', reason: 'no-model' };
  return { state: 'ready', provider: 'ollama', model, canThink: await canThink(client, model) };
}

/** An older server tells no capabilities; then thinking is left alone. */
async function canThink(client: Ollama, model: string): Promise<boolean> {
  try {
    const { capabilities } = await client.show({ model });
    return Array.isArray(capabilities) && capabilities.includes('thinking');
  } catch {
    // A server that can list but not show still chats; the first answer tells the rest.
    return false;
  }
}

const limitedFetch: typeof fetch = (input, init) => {
  const limit = AbortSignal.timeout(lookMs);
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
};
