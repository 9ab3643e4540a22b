import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openChatModels } from '~/knowledge/answers/chat-models.server';
import { chooseChatModel } from '~/knowledge/answers/models/choose-chat-model.server';
import { lookAtServer } from '~/knowledge/answers/models/look-at-server.server';
import {
  addServer,
  findChosenModel,
  listServers,
  readChatChoice,
  removeServer,
} from '~/knowledge/answers/models/model-servers.server';
import { modelNameSchema, type ModelServer } from '~/knowledge/answers/models/model-server';
import { openSealedKey, sealKey } from '~/prisma/access/seal-key.server';
import { tryModel } from '~/knowledge/answers/models/try-model.server';
import type { ChangeContext } from '~/knowledge/evaluation/gate/change-applier';
import { systemReader } from '~/prisma/access/reader';
import { parseSettings } from '~/prisma/settings.server';
import { useDatabase } from '~/test/setup/database';
import { startOllamaServer, type OllamaServer } from '~/test/setup/ollama-server';

const database = useDatabase();
const sql = database.reader();
const sealingKey = randomBytes(32);
const settings = parseSettings({ CHAT_TIMEOUT_MS: '5000' });
const deps = { db: database.db, sql, settings, sealingKey, now: () => new Date() };

let server: OllamaServer;
/** Answers each standard question as a good model would: from the passage that tells it, with its number. */
const answerOf = (prompt: string) => {
  if (prompt.includes('首次获得认定')) {
    if (/<问题>\n首次/.test(prompt)) return '首次获得认定的企业，一次性奖励18万元。[1]';
    if (/<问题>\n拿到证书/.test(prompt)) return '企业应当在取得证书之日起45日内提交。[2]';
  }
  return '无法回答';
};
beforeAll(async () => {
  server = await startOllamaServer({ answerOf });
});
afterAll(() => server.close());

const ollama = (): ModelServer => ({
  id: 'ollama',
  kind: 'ollama',
  name: 'Ollama',
  url: server.url,
  fromSettings: true,
});

describe('a key in the database', () => {
  it('is opened by the installation that sealed it, and by no other', () => {
    const sealed = sealKey(sealingKey, 'sk-秘密');
    expect(sealed).not.toContain('sk-');
    expect(openSealedKey(sealingKey, sealed)).toBe('sk-秘密');
    expect(openSealedKey(randomBytes(32), sealed)).toBeNull();
    expect(openSealedKey(sealingKey, `${sealed.slice(0, -4)}AAAA`)).toBeNull();
  });
});

describe('the servers of models', () => {
  it('are those of the settings and those entered, whose key lies sealed', async () => {
    expect(listServers(deps).map(({ id }) => id)).toEqual(['ollama']);
    const input = {
      name: '市局模型',
      kind: 'openai',
      url: 'http://10.0.0.8:8000/v1',
      apiKey: 'sk-1',
    } as const;
    const id = await addServer(deps, systemReader, input);
    expect(listServers(deps).at(-1)).toMatchObject({
      id,
      name: '市局模型',
      apiKey: 'sk-1',
      fromSettings: false,
    });
    const stored = await database.db.setting.findUniqueOrThrow({ where: { key: 'model-servers' } });
    expect(JSON.stringify(stored.value)).not.toContain('sk-1');
    await expect(addServer(deps, systemReader, input)).rejects.toMatchObject({ code: 'conflict' });
    await removeServer(deps, systemReader, id);
    expect(listServers(deps).map((one) => one.id)).toEqual(['ollama']);
  });

  it('tell their models, and which of them make vectors', async () => {
    const look = await lookAtServer(ollama());
    expect(look).toMatchObject({ state: 'reachable' });
    const models = look.state === 'reachable' ? look.models : [];
    expect(models.find(({ name }) => name === 'qwen-good:1b')).toMatchObject({ use: 'chat' });
    expect(models.find(({ name }) => name === 'bge-m3:latest')).toMatchObject({ use: 'embedding' });
    const openAi = await lookAtServer({ ...ollama(), kind: 'openai', url: `${server.url}/v1` });
    expect(openAi).toMatchObject({ state: 'reachable', version: null });
  });

  it('that are not there are said to be so', async () => {
    const look = await lookAtServer({ ...ollama(), url: 'http://127.0.0.1:1' });
    expect(look).toMatchObject({ state: 'unreachable' });
    expect(look.state === 'unreachable' && look.reason).not.toBe('');
  });
});

describe('the chosen model', () => {
  const context: ChangeContext = {
    where: 'live',
    changeId: 'c',
    proposedById: null,
    departmentId: null,
    reader: systemReader,
    now: new Date(),
  };

  it('goes before what the settings say, and is taken back by the undo', async () => {
    const before = { serverId: 'ollama', model: 'qwen-good:1b' };
    const undo = await database.db.$transaction((tx) => chooseChatModel.apply(tx, before, context));
    const own = { ...deps, settings: { ...settings, OLLAMA_URL: server.url } };
    expect(findChosenModel(own)).toMatchObject({ model: 'qwen-good:1b', server: { kind: 'ollama' } });
    const chat = openChatModels({ ...own, choice: () => findChosenModel(own) });
    expect(await chat.refresh()).toMatchObject({ state: 'ready', model: 'qwen-good:1b' });
    await database.db.$transaction((tx) => chooseChatModel.revert(tx, undo as never, context));
    expect(readChatChoice(sql)).toBeNull();
  });

  it('whose server was removed counts no more', async () => {
    const gone = { serverId: 'gone', model: 'm' };
    await database.db.$transaction((tx) => chooseChatModel.apply(tx, gone, context));
    expect(findChosenModel(deps)).toBeNull();
    await database.db.$transaction((tx) => chooseChatModel.apply(tx, { automatic: true }, context));
    expect(readChatChoice(sql)).toBeNull();
  });
});

describe('the trial of a model', () => {
  const open = async (model: string) => {
    const chat = openChatModels({ settings, now: deps.now, choice: () => ({ server: ollama(), model }) });
    await chat.refresh();
    return chat;
  };
  const options = {
    signal: new AbortController().signal,
    now: deps.now,
    onProgress: () => Promise.resolve(),
  };

  it('finds that the citations of a good one hold', async () => {
    const trial = await tryModel(await open('qwen-good:1b'), options);
    expect(trial.answers.map(({ outcome }) => outcome)).toEqual(['right', 'right', 'right']);
    expect(trial.verdict).toBe('holds');
    expect(trial.charactersPerSecond).toBeGreaterThan(0);
  });

  it('says how one failed that dies in the middle', async () => {
    const trial = await tryModel(await open('runnerdies:1b'), options);
    expect(trial.verdict).toBe('fails');
    expect(trial.answers[0]?.outcome).toBe('failed');
    expect(trial.answers[0]?.failure).toContain('interrupted');
  });
});

describe('the name of a model', () => {
  it.each(['qwen3:4b', 'library/qwen3', 'hf.co/org/Model-GGUF:Q4_K_M'])('may be %s', (name) => {
    expect(modelNameSchema.safeParse(name).success).toBe(true);
  });
  it.each(['', '../etc', 'a b', 'x;rm', 'http://evil/x', 'a'.repeat(200)])('is not “%s”', (name) => {
    expect(modelNameSchema.safeParse(name).success).toBe(false);
  });
});
