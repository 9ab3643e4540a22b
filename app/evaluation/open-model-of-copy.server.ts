import { pino } from 'pino';

import { listServers } from '~/knowledge/answers/models/model-servers.server';
import { openChosenModel } from '~/knowledge/search/embedding/choice/follow-embedding-choice.server';
import { readEmbeddingChoice } from '~/knowledge/search/embedding/choice/read-choice.server';
import { openEmbeddingModel, type EmbeddingModel } from '~/knowledge/search/embedding/embedding-model.server';
import { deriveKey, installationSecret } from '~/prisma/access/signing-key.server';
import type { SqlReader } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

/** A replay asks hundreds of questions at once; one that has to wait for its turn is no failure. */
const replayLimits = { questionMs: 30_000, passagesMs: 300_000 };

/**
 * Opens the embedding model that is chosen on the copy, and tries it. When it can't be had (no ONNX runtime, a server
 * that is away), says so in a sentence for the gate's page.
 */
export async function openModelOfCopy(
  sql: SqlReader,
  settings: Settings,
): Promise<{ model: EmbeddingModel } | { refusal: string }> {
  const choice = readEmbeddingChoice(sql);
  const sealingKey = deriveKey(installationSecret(settings), 'model-server-keys');
  const name = choice?.model ?? '自带模型';
  let model: EmbeddingModel | null = null;
  try {
    model = await openChosenModel(
      {
        openBundled: () => openEmbeddingModel({ passageWorkers: 1 }),
        servers: () => listServers({ sql, settings, sealingKey }),
        log: pino({ level: 'silent' }),
        remoteLimits: replayLimits,
      },
      choice,
    );
    await model.embedQuery('惠企政策');
    return { model };
  } catch (error) {
    await model?.close();
    const said = error instanceof Error ? error.message : String(error);
    return { refusal: `向量模型「${name}」现在用不了（${said}），没法用它核对；等它恢复后请重新核对` };
  }
}
