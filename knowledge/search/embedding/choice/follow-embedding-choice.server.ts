import { askForBuilds, hasIdleBuild } from '../builds/ask-for-builds.server';
import type { EmbeddedQuestion, EmbeddingModel } from '../embedding-model.server';
import type { EmbeddingServer } from '../remote/request-vectors.server';
import { openRemoteModel, type RemoteModelLimits } from '../remote/remote-embedding-model.server';
import { embeddingChoiceSchema, type EmbeddingChoice } from './embedding-choice';
import { openIndexOfModel, type ModelIndex, type ModelIndexDependencies } from './open-index-of-model.server';
import { readChoiceText } from './read-choice.server';

export interface EmbeddingDependencies extends ModelIndexDependencies {
  /** Starts the bundled model; rejects with the reason why it can't. */
  openBundled: () => Promise<EmbeddingModel>;
  /** The servers of models as they are listed now. */
  servers: () => readonly EmbeddingServer[];
  remoteLimits?: Partial<RemoteModelLimits> | undefined;
}

/** The model in force with its vectors; or why there is none. */
export type TriedModel = ModelIndex | { model: null; reason: string };

/** The model in force, whichever process changed it. */
export interface LiveEmbedding {
  current(): TriedModel;
  /** The same, once the first model was tried. */
  ready(): Promise<TriedModel>;
  /** A question's vector under that model; null when it has none just now. */
  embed(tried: TriedModel, text: string): Promise<EmbeddedQuestion | null>;
  /** Settles when the model was tried and its stored vectors are searched, or can't be. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const lookEveryMs = 1_000;
const wakeEveryMs = 15_000;

/**
 * Follows the chosen model. When another is chosen, its vectors are read first while the old ones go on answering; then
 * one takes the other's place between two questions, and the old model is closed when the last question put to it has
 * its vector.
 */
export function followEmbeddingChoice(deps: EmbeddingDependencies): LiveEmbedding {
  const { sql, log } = deps;
  const everyMs = deps.tending?.everyMs ?? lookEveryMs;
  const asked = new Map<TriedModel, Set<Promise<unknown>>>();
  let isClosing = false;
  let wokeAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let seen = readChoiceText(sql);
  let tried: TriedModel = { model: null, reason: 'the embedding model is starting' };
  const first = tryModel(deps, seen).then((outcome) => (tried = outcome));
  let switching: Promise<void> = first.then(() => undefined);

  /** A build whose job failed for good, since its server was away for long, goes on. */
  async function wakeBuilds(): Promise<void> {
    if (performance.now() - wokeAt < wakeEveryMs) return;
    wokeAt = performance.now();
    if (hasIdleBuild(sql)) await askForBuilds(deps);
  }

  async function follow(): Promise<void> {
    await wakeBuilds();
    const chosen = readChoiceText(sql);
    if (chosen === seen) return;
    const next = await tryModel(deps, chosen);
    if (isClosing) return closeIndex(next);
    await caughtUp(next);
    const before = tried;
    tried = next;
    seen = chosen;
    log.info(
      { model: next.model?.id ?? null, before: before.model?.id ?? null },
      'the embedding model changed',
    );
    await Promise.allSettled([...(asked.get(before) ?? [])]);
    asked.delete(before);
    await closeIndex(before);
  }

  function lookAgain(): void {
    if (isClosing) return;
    timer = setTimeout(() => {
      switching = follow()
        .catch((error: unknown) =>
          log.error({ err: error }, 'the chosen embedding model can not be followed'),
        )
        .finally(lookAgain);
    }, everyMs);
    timer.unref();
  }
  void first.finally(lookAgain);

  async function embed(from: TriedModel, text: string): Promise<EmbeddedQuestion | null> {
    if (from.model === null) return null;
    const vector = from.queries.of(text);
    const pending = asked.get(from) ?? new Set();
    asked.set(from, pending.add(vector));
    try {
      return await vector;
    } catch (error) {
      // A server that is away has been logged once; each question of an outage need not be.
      if (!from.model.reason?.())
        log.error({ err: error }, 'a question could not be embedded; it is searched by keyword');
      return null;
    } finally {
      pending.delete(vector);
    }
  }

  return {
    current: () => tried,
    ready: async () => {
      await first;
      return tried;
    },
    embed,
    settled: async () => {
      await first;
      await switching;
      await caughtUp(tried);
    },
    close: async () => {
      isClosing = true;
      clearTimeout(timer);
      await first;
      await switching;
      await closeIndex(tried);
    },
  };
}

/** What can't be read is logged by the tender; search goes on with what it has. */
async function caughtUp(tried: TriedModel): Promise<void> {
  if (tried.model === null) return;
  await tried.tender?.caughtUp.catch(() => undefined);
  await tried.tender?.catchUp().catch(() => undefined);
}

async function closeIndex(tried: TriedModel): Promise<void> {
  if (tried.model === null) return;
  await tried.tender?.stop();
  await tried.model.close();
}

async function tryModel(deps: EmbeddingDependencies, chosen: string | null): Promise<TriedModel> {
  try {
    const model = await openChosenModel(deps, chosen === null ? null : readChoice(chosen));
    return openIndexOfModel(deps, model);
  } catch (error) {
    const reason = `the embedding model can't run here: ${String(error instanceof Error ? error.message : error).split('\n')[0]}`;
    deps.log.warn({ err: error }, 'the embedding model could not be started; search is by keyword only');
    return { model: null, reason };
  }
}

const readChoice = (text: string): EmbeddingChoice => embeddingChoiceSchema.parse(JSON.parse(text));

/** Opens the model that is chosen: a remote one is there at once and says later when it can't be reached. */
export function openChosenModel(
  deps: Pick<EmbeddingDependencies, 'openBundled' | 'servers' | 'log' | 'remoteLimits'>,
  choice: EmbeddingChoice | null,
): Promise<EmbeddingModel> {
  if (choice === null) return deps.openBundled();
  const server = () => deps.servers().find(({ id }) => id === choice.serverId);
  return Promise.resolve(openRemoteModel({ choice, server, log: deps.log, limits: deps.remoteLimits ?? {} }));
}
