import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { answerEmbedding, embeddingModels } from './embedding-answers';

/** A request as the server saw it. */
export interface SeenRequest {
  path: string;
  body: Record<string, unknown>;
  authorization: string | undefined;
  /** The reader went away before the answer was whole. */
  closedEarly: boolean;
  /** Pieces written before the end or the reader's leaving. */
  written: number;
}

export interface OllamaServer {
  url: string;
  seen: SeenRequest[];
  /** Resolves when a chat request was closed by its reader. */
  closedEarly(): Promise<SeenRequest>;
  /** Lets waiting answers of models `waits:1b` and `embeds-waits:latest` go on. */
  release(): void;
  /** Lets them wait again; `embeds-waits:latest` after so many more texts. */
  hold(texts?: number): void;
  /** Lets every model think before its first word until it is told to go on. */
  thinkOn(): void;
  goOn(): void;
  /** Puts other weights under a model's name, as pulling a newer version does. */
  replaceWeights(model: string): void;
  close(): Promise<void>;
}

interface Behaviour {
  capabilities?: string[];
  answer: (seen: SeenRequest, response: ServerResponse, request: IncomingMessage) => Promise<void>;
}

const size = 1_000_000_000;

/**
 * An HTTP server with Ollama's protocol that replays the shapes of a real one (0.24.0), chosen by the model's name:
 * good, missing, bad names, a runner that dies, a connection that drops, a cut prompt, a reached limit, an answer
 * without `done_reason`, one that waits for ever, a model that refuses `think`. It also speaks the OpenAI-compatible
 * `/v1`. `answerOf` writes the good answer from the prompt.
 */
export async function startOllamaServer(
  options: {
    models?: string[];
    answerOf?: (prompt: string) => string;
    pieceMs?: number;
    /** To come back where it was. Default: a free one. */
    port?: number;
    /** Between two lines of a pull. Default: 1 ms. */
    pullMs?: number;
  } = {},
): Promise<OllamaServer> {
  const answerOf = options.answerOf ?? (() => '税率为20%。[1]');
  const replaced = new Set<string>();
  const broken = new Set<string>();
  const models = [
    ...(options.models ?? [...Object.keys(behaviours(answerOf, 0, makeGate())), 'bge-m3:latest']),
  ];
  const seen: SeenRequest[] = [];
  const waitingForClose: ((request: SeenRequest) => void)[] = [];
  const gate = makeGate();
  let thinking: ReturnType<typeof makeGate> | null = null;
  const table = behaviours(answerOf, options.pieceMs ?? 1, gate);

  const server: Server = createServer((request, response) => {
    void (async () => {
      const body = await readJson(request);
      const record: SeenRequest = {
        path: request.url ?? '',
        body,
        authorization: request.headers.authorization,
        closedEarly: false,
        written: 0,
      };
      seen.push(record);
      response.on('close', () => {
        if (response.writableFinished) return;
        record.closedEarly = true;
        waitingForClose.splice(0).forEach((resolve) => resolve(record));
      });
      if (/chat/.test(record.path)) await thinking?.wait;
      await route(record, request, response, {
        models,
        table,
        replaced,
        gate,
        broken,
        pullMs: options.pullMs ?? 1,
      });
    })();
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    closedEarly: () => {
      const already = seen.find(({ closedEarly }) => closedEarly);
      return already ? Promise.resolve(already) : new Promise((resolve) => waitingForClose.push(resolve));
    },
    release: () => gate.open(),
    thinkOn: () => {
      thinking ??= makeGate();
    },
    goOn: () => {
      thinking?.open();
      thinking = null;
    },
    hold: (texts = 0) => gate.close(texts),
    replaceWeights: (model) => replaced.add(model),
    close: () =>
      new Promise((resolve) => {
        gate.open();
        thinking?.open();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What waiting answers wait for; closed at first. */
export interface Gate {
  readonly wait: Promise<void>;
  /** How many more texts `embeds-waits:latest` reads before it waits. */
  texts: number;
  open(): void;
  close(texts: number): void;
}

function makeGate(): Gate {
  let open = () => {};
  const closed = () => new Promise<void>((resolve) => (open = resolve));
  let wait = closed();
  return {
    get wait() {
      return wait;
    },
    texts: 0,
    open() {
      this.texts = Infinity;
      open();
    },
    close(texts) {
      this.texts = texts;
      wait = closed();
    },
  };
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** What the server holds. */
interface Held {
  models: string[];
  table: Record<string, Behaviour>;
  replaced: ReadonlySet<string>;
  gate: Gate;
  pullMs: number;
  /** Models whose pull broke once. */
  broken: Set<string>;
}

async function route(
  seen: SeenRequest,
  request: IncomingMessage,
  response: ServerResponse,
  held: Held,
): Promise<void> {
  const { models, table, replaced, gate } = held;
  const model = typeof seen.body.model === 'string' ? seen.body.model : '';
  if (seen.path === '/api/tags') {
    const listed = models.map((name) => ({
      name,
      model: name,
      size,
      digest: createHash('sha256')
        .update(`${name}${replaced.has(name) ? ' anew' : ''}`)
        .digest('hex'),
      details: { families: [name.split(':')[0]] },
    }));
    return sendJson(response, 200, { models: listed });
  }
  if (seen.path === '/v1/models') return sendJson(response, 200, { data: models.map((id) => ({ id })) });
  if (seen.path === '/api/show') {
    return sendJson(response, 200, {
      capabilities: table[model]?.capabilities ?? ['completion'],
      details: {},
    });
  }
  if (seen.path === '/api/version') return sendJson(response, 200, { version: '0.24.0' });
  const named = seen.body.model ?? seen.body.name;
  if (seen.path === '/api/pull') return answerPull(typeof named === 'string' ? named : '', response, held);
  if (seen.path === '/api/embed' || seen.path === '/v1/embeddings')
    return answerEmbedding(seen, response, gate);
  if (seen.path !== '/api/chat' && seen.path !== '/v1/chat/completions')
    return sendJson(response, 404, { error: 'not found' });
  if (model === '') return sendJson(response, 400, { error: 'model is required' });
  if (/[^\w.:/-]/.test(model)) return sendJson(response, 400, { error: 'invalid model name' });
  const behaviour = table[model];
  if (!behaviour) return sendJson(response, 404, { error: `model '${model}' not found` });
  if (seen.body.think !== undefined && !behaviour.capabilities?.includes('thinking-works')) {
    return sendJson(response, 400, { error: `"${model}" does not support thinking` });
  }
  if (Array.isArray(seen.body.messages) && seen.body.messages.length === 0) {
    startStream(response);
    return endStream(response, seen, { done_reason: 'load' });
  }
  await behaviour.answer(seen, response, request);
}

/** What `/api/pull` knows besides the models that chat and embed: a line that breaks in the middle, once or always. */
const pullable = { breaks: 'breaks:1b', breaksOnce: 'breaks-once:1b' };

/**
 * Replays `/api/pull`: the manifest, two files with their bytes, the checks, `success`; then the model is listed. Errors
 * come as a line of a stream that began well, as with the real one.
 */
async function answerPull(name: string, response: ServerResponse, held: Held): Promise<void> {
  const line = (body: object) => response.write(`${JSON.stringify(body)}\n`);
  const model = name.includes(':') ? name : `${name}:latest`;
  startStream(response);
  line({ status: 'pulling manifest' });
  const isKnown = model in held.table || model in embeddingModels || Object.values(pullable).includes(model);
  if (!isKnown)
    return void response.end(`${JSON.stringify({ error: 'pull model manifest: file does not exist' })}\n`);
  const breaks = model === pullable.breaks || (model === pullable.breaksOnce && !held.broken.has(model));
  held.broken.add(model);
  for (const [digest, total] of [
    [`sha256:${'a'.repeat(64)}`, size],
    [`sha256:${'b'.repeat(64)}`, 12_000],
  ] as const) {
    for (let part = 1; part <= 20 && !response.destroyed; part += 1) {
      line({ status: `pulling ${digest.slice(7, 19)}`, digest, total, completed: (total * part) / 20 });
      await new Promise((resolve) => setTimeout(resolve, held.pullMs));
      if (breaks && part === 10) {
        response.end(`${JSON.stringify({ error: 'max retries exceeded: unexpected EOF' })}\n`);
        return;
      }
    }
  }
  if (response.destroyed) return;
  for (const status of ['verifying sha256 digest', 'writing manifest', 'success']) line({ status });
  if (!held.models.includes(model)) held.models.push(model);
  response.end();
}

function behaviours(
  answerOf: (prompt: string) => string,
  pieceMs: number,
  gate: Gate,
): Record<string, Behaviour> {
  const whole =
    (metadata: Record<string, unknown>): Behaviour['answer'] =>
    async (seen, response) => {
      const text = answerOf(promptOf(seen));
      if (seen.path.startsWith('/v1')) return answerAsOpenAi(seen, response, text, pieceMs);
      await writePieces(seen, response, text, pieceMs);
      endStream(response, seen, metadata);
    };
  return {
    'qwen-good:1b': { answer: whole({ done_reason: 'stop', prompt_eval_count: 120 }) },
    'qwen-thinks:1b': {
      capabilities: ['completion', 'thinking', 'thinking-works'],
      answer: whole({ done_reason: 'stop', prompt_eval_count: 120 }),
    },
    'qwen-nothink:1b': {
      capabilities: ['completion', 'thinking'],
      answer: whole({ done_reason: 'stop', prompt_eval_count: 120 }),
    },
    'limit:1b': { answer: whole({ done_reason: 'length', prompt_eval_count: 120 }) },
    'loads:1b': { answer: whole({ done_reason: 'load' }) },
    'noreason:1b': { answer: whole({}) },
    'cutsprompt:1b': {
      answer: (seen, response, request) => {
        const context = (seen.body.options as { num_ctx?: number }).num_ctx;
        return whole({ done_reason: 'stop', prompt_eval_count: context })(seen, response, request);
      },
    },
    'overflows:1b': {
      answer: (_seen, response) =>
        Promise.resolve(sendJson(response, 400, { error: 'input length exceeds the context length' })),
    },
    'runnerdies:1b': {
      answer: async (seen, response) => {
        await writePieces(seen, response, answerOf(promptOf(seen)).slice(0, 4), pieceMs);
        response.end(
          `${JSON.stringify({ error: 'an error was encountered while running the model: unexpected EOF' })}\n`,
        );
      },
    },
    'drops:1b': {
      answer: async (seen, response, request) => {
        await writePieces(seen, response, answerOf(promptOf(seen)).slice(0, 4), pieceMs);
        request.socket.destroy();
      },
    },
    'stops-early:1b': {
      answer: async (seen, response) => {
        await writePieces(seen, response, answerOf(promptOf(seen)), pieceMs);
        response.end();
      },
    },
    'crashes:1b': {
      answer: (_seen, response) =>
        Promise.resolve(sendJson(response, 500, { error: 'model runner has unexpectedly stopped' })),
    },
    'waits:1b': {
      answer: async (seen, response, request) => {
        startStream(response);
        await gate.wait;
        await whole({ done_reason: 'stop', prompt_eval_count: 120 })(seen, response, request);
      },
    },
    'endless:1b': {
      answer: async (seen, response) => {
        startStream(response);
        while (!response.destroyed)
          await writePieces(seen, response, '税率为20%。[1]\n', Math.max(1, pieceMs));
      },
    },
  };
}

const promptOf = (seen: SeenRequest) =>
  ((seen.body.messages as { content: string }[]) ?? []).map(({ content }) => content).join('\n');

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function startStream(response: ServerResponse): void {
  if (!response.headersSent)
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' }).flushHeaders();
}

const lineOf = (seen: SeenRequest, message: string, rest: Record<string, unknown>) =>
  `${JSON.stringify({ model: seen.body.model, created_at: '2026-11-20T08:00:00Z', message: { role: 'assistant', content: message }, ...rest })}\n`;

async function writePieces(
  seen: SeenRequest,
  response: ServerResponse,
  text: string,
  pieceMs: number,
): Promise<void> {
  startStream(response);
  for (let at = 0; at < text.length && !response.destroyed; at += 2) {
    response.write(lineOf(seen, text.slice(at, at + 2), { done: false }));
    seen.written += 1;
    if (pieceMs > 0) await new Promise((resolve) => setTimeout(resolve, pieceMs));
  }
}

function endStream(response: ServerResponse, seen: SeenRequest, metadata: Record<string, unknown>): void {
  response.end(lineOf(seen, '', { done: true, eval_count: seen.written, ...metadata }));
}

async function answerAsOpenAi(
  seen: SeenRequest,
  response: ServerResponse,
  text: string,
  pieceMs: number,
): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const send = (delta: object, finish: string | null) =>
    response.write(
      `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: seen.body.model, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
    );
  for (let at = 0; at < text.length && !response.destroyed; at += 2) {
    send({ role: 'assistant', content: text.slice(at, at + 2) }, null);
    seen.written += 1;
    await new Promise((resolve) => setTimeout(resolve, pieceMs));
  }
  send({}, 'stop');
  response.end('data: [DONE]\n\n');
}
