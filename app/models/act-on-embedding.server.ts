import { z } from 'zod';

import type { Services } from '~/app/services.server';
import { listServers } from '~/knowledge/answers/models/model-servers.server';
import {
  cancelBuild,
  proposeSwap,
  removeVectors,
  startBuild,
} from '~/knowledge/search/embedding/builds/manage-builds.server';
import { bundledServer } from '~/knowledge/search/embedding/choice/embedding-choice';
import { startEmbeddingTrial } from '~/knowledge/search/embedding/trial/try-embedding-model.server';
import { ConflictError } from '~/prisma/access/access-denied';
import type { Locale } from '~/app/words/merge-words';
import { sayProblem } from '~/app/words/say-problem';
import type { Reader } from '~/prisma/access/reader';

const request = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('embedding-try'), serverId: z.string(), model: z.string().min(1).max(200) }),
  z.object({ intent: z.literal('embedding-build'), serverId: z.string(), model: z.string().min(1).max(200) }),
  z.object({ intent: z.literal('embedding-swap'), serverId: z.string(), model: z.string().min(1).max(200) }),
  z.object({ intent: z.literal('embedding-cancel'), key: z.string().min(1).max(400) }),
  z.object({ intent: z.literal('embedding-remove'), key: z.string().min(1).max(400) }),
]);

export type EmbeddingOutcome =
  | {
      did:
        | 'embedding-trying'
        | 'embedding-building'
        | 'embedding-cancelled'
        | 'embedding-proposed'
        | 'embedding-removing';
      changeId?: string;
    }
  | { did: 'embedding-refused'; sentence: string };

/** Does what a form of the embedding section asks for; null when the form is another one's. */
export async function actOnEmbedding(
  services: Services,
  reader: Reader,
  form: FormData,
  locale: Locale,
): Promise<EmbeddingOutcome | null> {
  const parsed = request.safeParse(Object.fromEntries(form));
  if (!parsed.success) return null;
  try {
    return await act(services, reader, parsed.data);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return { did: 'embedding-refused', sentence: sayProblem(locale, error.message) };
  }
}

async function act(
  services: Services,
  reader: Reader,
  asked: z.infer<typeof request>,
): Promise<EmbeddingOutcome> {
  if ('model' in asked) {
    const isKnown =
      asked.serverId === bundledServer || listServers(services).some(({ id }) => id === asked.serverId);
    if (!isKnown) throw new ConflictError('这个模型服务已不在列表里，请刷新页面');
  }
  switch (asked.intent) {
    case 'embedding-try':
      await startEmbeddingTrial(services, reader, asked);
      return { did: 'embedding-trying' };
    case 'embedding-build':
      await startBuild(services, reader, { serverId: asked.serverId, model: asked.model });
      return { did: 'embedding-building' };
    case 'embedding-swap': {
      const named = { serverId: asked.serverId, model: asked.model };
      return { did: 'embedding-proposed', ...(await proposeSwap(services, reader, named)) };
    }
    case 'embedding-cancel':
      await cancelBuild(services, reader, asked.key);
      return { did: 'embedding-cancelled' };
    case 'embedding-remove':
      await removeVectors(services, reader, asked.key);
      return { did: 'embedding-removing' };
  }
}
