import type { Services } from '~/app/services.server';
import { lookAtServer } from '~/knowledge/answers/models/look-at-server.server';
import { readTrials, tryModelJob } from '~/knowledge/answers/models/model-trials.server';
import { listServers, readChatChoice } from '~/knowledge/answers/models/model-servers.server';
import { getEmbeddingSection } from './get-embedding-section.server';
import { pullModelJob, stoppedByPerson } from '~/knowledge/answers/models/pull-model.server';

/** A job that runs or waits, as the page shows it. */
export interface ModelJob {
  kind: 'pull' | 'try';
  serverId: string;
  model: string;
  done: number;
  total: number;
  state: string;
  /** What went wrong: for good (`failed`), or before the next try. */
  error: string | null;
  /** A person stopped it. */
  isStopped: boolean;
}

/** What the administrator's page of models shows. Looks at every server, 3 s at most. */
export async function getModelsPage(services: Services) {
  const { db, sql, settings, sealingKey, chat, search } = services;
  const servers = listServers({ sql, settings, sealingKey });
  const [looks, status, jobs, changes] = await Promise.all([
    Promise.all(servers.map(lookAtServer)),
    chat.refresh(),
    listJobs(services),
    db.knowledgeChange.findMany({
      where: { kind: 'chat-model', state: { in: ['waiting', 'running', 'failed', 'passed'] } },
      select: { id: true, title: true, state: true },
      orderBy: { createdAt: 'desc' },
      take: 3,
    }),
  ]);
  const trials = readTrials(sql);
  const looked = servers.map(({ id, name }, index) => {
    return { id, name, look: looks[index] ?? { state: 'unreachable' as const, reason: '' } };
  });
  return {
    embedding: await getEmbeddingSection(services, looked),
    isOff: settings.CHAT_MODEL === 'off',
    current: status,
    choice: readChatChoice(sql),
    embeddingModel: search.status().embeddingModel,
    queue: chat.queue(),
    limits: { seconds: settings.CHAT_TIMEOUT_MS / 1_000, tokens: settings.CHAT_MAX_TOKENS },
    changes,
    jobs,
    servers: servers.map(({ id, kind, name, url, fromSettings, apiKey }, index) => ({
      ...{ id, kind, name, url, fromSettings, hasKey: apiKey !== undefined },
      look: looks[index] ?? { state: 'unreachable' as const, reason: '' },
      trials: Object.fromEntries(
        [...trials]
          .filter(([key]) => key.startsWith(`${id}:`))
          .map(([key, trial]) => [key.slice(id.length + 1), trial]),
      ),
    })),
  };
}

export type ModelsPage = Awaited<ReturnType<typeof getModelsPage>>;

/** Open jobs, and the failed ones of the last hour. */
async function listJobs({ db, now }: Services): Promise<ModelJob[]> {
  const hourAgo = new Date(now().valueOf() - 3_600_000);
  const rows = await db.job.findMany({
    where: {
      kind: { in: [pullModelJob, tryModelJob] },
      OR: [{ state: { in: ['waiting', 'running'] } }, { state: 'failed', finishedAt: { gte: hourAgo } }],
    },
    orderBy: { createdAt: 'desc' },
    take: 20,
  });
  return rows.map(({ kind, payload, progress, total, state, error }) => {
    const { serverId, model } = payload as { serverId: string; model: string };
    const what = kind === pullModelJob ? ('pull' as const) : ('try' as const);
    const isStopped = state === 'failed' && error === stoppedByPerson;
    return { kind: what, serverId, model, done: progress, total, state, error, isStopped };
  });
}
