import type { z } from 'zod';

import type { Services } from '~/app/services.server';
import {
  chatChoiceSchema,
  modelNameSchema,
  serverInputSchema,
} from '~/knowledge/answers/models/model-server';
import { startTrial } from '~/knowledge/answers/models/model-trials.server';
import { addServer, listServers, removeServer } from '~/knowledge/answers/models/model-servers.server';
import { startPull, stopPull } from '~/knowledge/answers/models/pull-model.server';
import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

/** What the page says afterwards: a word of `models.did.*`, or what is wrong by field. */
export type ModelsOutcome =
  | { did: 'pulling' | 'pull-stopped' | 'trying' | 'proposed' | 'added' | 'removed'; changeId?: string }
  | { did: 'refused'; errors: Record<string, string> };

/** Does what a form of the models page asks for. */
export async function actOnModels(
  services: Services,
  reader: Reader,
  form: FormData,
): Promise<ModelsOutcome> {
  const { intent, ...fields } = Object.fromEntries(form) as Record<string, string>;
  switch (intent) {
    case 'pull': {
      const model = modelNameSchema.safeParse(fields.model);
      if (!model.success) return { did: 'refused', errors: { model: 'models.error.name' } };
      await startPull(services, reader, { serverId: requireServer(services, fields), model: model.data });
      return { did: 'pulling' };
    }
    case 'stop-pull': {
      const model = modelNameSchema.safeParse(fields.model);
      if (!model.success) return { did: 'refused', errors: { model: 'models.error.name' } };
      await stopPull(services, reader, { serverId: requireServer(services, fields), model: model.data });
      return { did: 'pull-stopped' };
    }
    case 'try': {
      const choice = requireChoice(services, fields);
      await startTrial(services, reader, choice);
      return { did: 'trying' };
    }
    case 'choose': {
      const choice = requireChoice(services, fields);
      return propose(services, reader, choice, `对话模型改为 ${choice.model}`);
    }
    case 'unchoose':
      return propose(services, reader, null, '对话模型改为自动选择');
    case 'add-server':
      return add(services, reader, fields);
    case 'remove-server':
      await removeServer(services, reader, fields.serverId ?? '');
      return { did: 'removed' };
    default:
      throw new InvalidInputError({ intent: 'unknown' });
  }
}

async function propose(
  services: Services,
  reader: Reader,
  choice: z.infer<typeof chatChoiceSchema> | null,
  title: string,
): Promise<ModelsOutcome> {
  const { changeId } = await services.db.$transaction((tx) =>
    proposeChange(tx, {
      kind: 'chat-model',
      title,
      // JSON null is a payload too: back to the automatic choice.
      payload: choice === null ? { automatic: true } : { ...choice },
      departmentId: null,
      reader,
      now: services.now(),
    }),
  );
  return { did: 'proposed', changeId };
}

async function add(
  services: Services,
  reader: Reader,
  fields: Record<string, string>,
): Promise<ModelsOutcome> {
  const { name, kind, url, apiKey } = fields;
  const input = serverInputSchema.safeParse({ name, kind, url, ...(apiKey && { apiKey }) });
  if (!input.success) {
    const errors = input.error.issues.map(({ path }) => [path[0], `models.error.${String(path[0])}`]);
    return { did: 'refused', errors: Object.fromEntries(errors) as Record<string, string> };
  }
  try {
    await addServer(services, reader, input.data);
    return { did: 'added' };
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return { did: 'refused', errors: { url: 'models.error.known' } };
  }
}

function requireServer(services: Services, { serverId = '' }: Record<string, string>): string {
  if (!listServers(services).some(({ id }) => id === serverId))
    throw new InvalidInputError({ serverId: 'unknown' });
  return serverId;
}

function requireChoice(services: Services, fields: Record<string, string>) {
  const choice = chatChoiceSchema.safeParse({ serverId: fields.serverId, model: fields.model });
  if (!choice.success) throw new InvalidInputError({ model: 'required' });
  requireServer(services, fields);
  return choice.data;
}
