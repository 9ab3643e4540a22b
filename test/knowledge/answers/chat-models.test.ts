import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ChatModelError } from '~/knowledge/answers/chat-model-error';
import { openChatModels, type ChatModels, type ChatSettings } from '~/knowledge/answers/chat-models.server';
import { startOllamaServer, type OllamaServer } from '~/test/setup/ollama-server';

let server: OllamaServer;
beforeEach(async () => {
  server = await startOllamaServer();
});
afterEach(() => server.close());

const prompt = { system: '规则', user: '税率是多少' };
const never = new AbortController().signal;

function settings(model: string | undefined, more: Partial<ChatSettings> = {}): ChatSettings {
  return {
    CHAT_MODEL: 'auto',
    CHAT_TIMEOUT_MS: 5_000,
    CHAT_MAX_TOKENS: 100,
    CHAT_CONCURRENCY: 2,
    CHAT_PER_PERSON: 1,
    CHAT_QUEUE: 0,
    CHAT_QUEUE_MS: 1_000,
    OLLAMA_URL: server.url,
    OLLAMA_MODEL: model,
    OLLAMA_NUM_CTX: 4096,
    OLLAMA_NUM_THREAD: 3,
    OPENAI_BASE_URL: undefined,
    OPENAI_API_KEY: undefined,
    OPENAI_MODEL: undefined,
    ...more,
  };
}

async function open(model: string | undefined, more: Partial<ChatSettings> = {}): Promise<ChatModels> {
  const chat = openChatModels({ settings: settings(model, more), now: () => new Date() });
  await chat.refresh();
  return chat;
}

async function read(chat: ChatModels, signal: AbortSignal = never) {
  let text = '';
  let end: string | undefined;
  for await (const piece of chat.stream(prompt, signal)) {
    if ('delta' in piece) text += piece.delta;
    else if ('end' in piece) end = piece.end;
  }
  return { text, end };
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ChatModelError);
  return (error as ChatModelError).failure;
}

const chatRequests = () => server.seen.filter(({ path }) => path === '/api/chat');

describe('finding a model', () => {
  it('takes the one that the settings name', async () => {
    expect((await open('qwen-good:1b')).current()).toMatchObject({
      state: 'ready',
      provider: 'ollama',
      model: 'qwen-good:1b',
    });
  });

  it('picks one that can chat when none is named', async () => {
    expect((await open(undefined)).current()).toMatchObject({ state: 'ready', model: 'qwen-good:1b' });
  });

  it('says when the named one is not installed', async () => {
    expect((await open('no-such:1b')).current()).toEqual({
      state: 'none',
      reason: 'not-installed',
      detail: 'no-such:1b',
    });
  });

  it('says when nobody answers, and does not wait to say it', async () => {
    await server.close();
    const chat = openChatModels({ settings: settings('qwen-good:1b'), now: () => new Date() });
    expect(chat.current()).toEqual({ state: 'none', reason: 'unreachable' });
    expect(await chat.refresh()).toMatchObject({ state: 'none', reason: 'unreachable' });
  });

  it('contacts nobody when it is off', async () => {
    expect((await open('qwen-good:1b', { CHAT_MODEL: 'off' })).current()).toEqual({
      state: 'none',
      reason: 'off',
    });
    expect(server.seen).toEqual([]);
  });

  it('looks again only after half a minute', async () => {
    let at = 0;
    const chat = openChatModels({ settings: settings('qwen-good:1b'), now: () => new Date(at) });
    await chat.refresh();
    const looks = () => server.seen.filter(({ path }) => path === '/api/tags').length;
    at = 29_000;
    chat.current();
    expect(looks()).toBe(1);
    at = 31_000;
    chat.current();
    await chat.refresh();
    expect(looks()).toBe(2);
  });
});

describe('an answer', () => {
  it('is streamed whole, with the context, the threads and the time to keep the model set', async () => {
    const chat = await open('qwen-good:1b');
    expect(await read(chat)).toEqual({ text: '税率为20%。[1]', end: 'stop' });
    const [{ body }] = chatRequests() as [(typeof server.seen)[0]];
    expect(body).toMatchObject({
      keep_alive: '5m',
      truncate: false,
      shift: false,
      options: { num_ctx: 4096, num_thread: 3, num_predict: 100 },
    });
    expect(body).not.toHaveProperty('think');
  });

  it('turns thinking off where the model thinks', async () => {
    const chat = await open('qwen-thinks:1b');
    expect(await read(chat)).toMatchObject({ end: 'stop' });
    expect(chatRequests()[0]?.body.think).toBe(false);
  });

  it('asks again without it when the server refuses', async () => {
    const chat = await open('qwen-nothink:1b');
    expect(await read(chat)).toEqual({ text: '税率为20%。[1]', end: 'stop' });
    expect(chatRequests().map(({ body }) => body.think)).toEqual([false, undefined]);
  });

  it('says when the limit of tokens cut it', async () => {
    expect(await read(await open('limit:1b'))).toMatchObject({ end: 'length' });
  });

  it.each([
    ['loads:1b', 'interrupted'],
    ['noreason:1b', 'interrupted'],
    ['stops-early:1b', 'interrupted'],
    ['runnerdies:1b', 'interrupted'],
    ['drops:1b', 'interrupted'],
    ['crashes:1b', 'interrupted'],
    ['cutsprompt:1b', 'prompt-cut'],
    ['overflows:1b', 'prompt-cut'],
  ])('by %s is a failure: %s', async (model, failure) => {
    expect(await failureOf(read(await open(model)))).toBe(failure);
  });

  it('fails when the model went away after it was found', async () => {
    const chat = openChatModels({ settings: settings('gone:1b'), now: () => new Date() });
    server.seen.length = 0;
    const other = await startOllamaServer({ models: ['gone:1b'] });
    const found = openChatModels({
      settings: settings('gone:1b', { OLLAMA_URL: other.url }),
      now: () => new Date(),
    });
    await found.refresh();
    expect(await failureOf(read(found))).toBe('model-missing');
    await other.close();
    expect(await failureOf(read(chat))).toBe('unreachable');
  });

  it('fails when the server went away after it was found', async () => {
    const chat = await open('qwen-good:1b');
    await server.close();
    expect(await failureOf(read(chat))).toBe('unreachable');
  });

  it('fails after the time that the settings allow, and stops the server', async () => {
    const chat = await open('waits:1b', { CHAT_TIMEOUT_MS: 200 });
    expect(await failureOf(read(chat))).toBe('timed-out');
    expect((await server.closedEarly()).path).toBe('/api/chat');
  });
});

describe('stopping', () => {
  it('before the first word stops the server too', async () => {
    const chat = await open('waits:1b');
    const leave = new AbortController();
    const reading = read(chat, leave.signal);
    setTimeout(() => leave.abort(), 50);
    await expect(reading).rejects.toThrow(/abort/i);
    expect((await server.closedEarly()).body.model).toBe('waits:1b');
  });

  it('in mid-stream stops the server, and nobody else', async () => {
    const chat = await open('endless:1b');
    const leave = new AbortController();
    const others = new AbortController();
    let read1 = 0;
    let read2 = 0;
    const first = (async () => {
      for await (const piece of chat.stream(prompt, leave.signal)) {
        expect(piece).toBeDefined();
        if (++read1 === 5) leave.abort();
      }
    })();
    const second = (async () => {
      for await (const piece of chat.stream(prompt, others.signal)) {
        expect(piece).toBeDefined();
        read2 += 1;
        if (leave.signal.aborted && read2 > 60) break;
      }
    })();
    await expect(first).rejects.toThrow(/abort/i);
    await second;
    expect(read1).toBeLessThan(60);
    expect(read2).toBeGreaterThan(60);
    await server.closedEarly();
    const [one, two] = chatRequests();
    expect(one?.closedEarly).toBe(true);
    expect(two?.written).toBeGreaterThan(one?.written ?? 0);
  });

  it('by reading no further stops the server', async () => {
    const chat = await open('endless:1b');
    for await (const piece of chat.stream(prompt, never)) if ('delta' in piece) break;
    expect((await server.closedEarly()).closedEarly).toBe(true);
  });
});

describe('many askers', () => {
  it('are told at once when all places are taken, and a place is free again afterwards', async () => {
    const chat = await open('waits:1b', { CHAT_CONCURRENCY: 1 });
    const leave = new AbortController();
    const first = read(chat, leave.signal);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await failureOf(read(chat))).toBe('busy');
    leave.abort();
    await expect(first).rejects.toThrow(/abort/i);
    server.release();
    expect(await read(chat)).toMatchObject({ end: 'stop' });
  });
});

describe('an OpenAI-compatible server', () => {
  const openAi = () => ({
    OPENAI_BASE_URL: `${server.url}/v1`,
    OPENAI_MODEL: 'qwen-good:1b',
    OPENAI_API_KEY: 'secret-key',
  });

  it('answers with its key', async () => {
    const chat = await open(undefined, openAi());
    expect(chat.current()).toMatchObject({ state: 'ready', provider: 'openai' });
    expect(await read(chat)).toEqual({ text: '税率为20%。[1]', end: 'stop' });
    expect(server.seen.map(({ authorization }) => authorization)).toEqual([
      'Bearer secret-key',
      'Bearer secret-key',
    ]);
  });

  it('fails as such when it has no such model', async () => {
    const chat = await open(undefined, { ...openAi(), OPENAI_MODEL: 'no-such:1b' });
    expect(await failureOf(read(chat))).toBe('model-missing');
  });

  it('needs both settings', async () => {
    const chat = await open(undefined, { CHAT_MODEL: 'openai' });
    expect(chat.current()).toMatchObject({ state: 'none', reason: 'no-model' });
  });
});
