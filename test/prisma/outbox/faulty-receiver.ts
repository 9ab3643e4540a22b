import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';

/** What befalls a request on its way or at the receiver. */
export type Mishap =
  | 'none'
  /** The line breaks before the receiver has it. */
  | 'drop'
  /** The receiver has it; the line breaks before the answer. */
  | 'drop-answer'
  /** 500, and the receiver doesn't have it. */
  | 'fault'
  /** 500, and yet the receiver has it. */
  | 'fault-after'
  /** The receiver takes it only after the sender has given up: behind its own repetition. */
  | 'late'
  /** A box on the way delivers it twice. */
  | 'repeat';

export interface Taken {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A server on this machine that loses, delays and repeats by a list; each request takes the next mishap. */
export async function faultyReceiver(
  take: (request: Taken) => { status?: number; body: unknown },
  mishaps: Mishap[],
  lateMs: number,
) {
  const pending: Promise<void>[] = [];
  const server = createServer((request, response) => {
    void handle(request, response);
  });
  async function handle(request: IncomingMessage, response: ServerResponse) {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const taken = { path: request.url ?? '', headers: request.headers, body };
    // Tokens are fetched without mishap: what is tested is the message.
    const mishap = /gettoken/.test(taken.path) ? 'none' : (mishaps.shift() ?? 'none');
    if (mishap === 'drop') return void request.socket.destroy();
    if (mishap === 'fault') return void response.writeHead(500).end();
    if (mishap === 'late') {
      pending.push(
        new Promise((resolve) =>
          setTimeout(() => {
            take(taken);
            response.end();
            resolve();
          }, lateMs),
        ),
      );
      return;
    }
    if (mishap === 'repeat') take(taken);
    const { status = 200, body: answer } = take(taken);
    if (mishap === 'drop-answer') return void request.socket.destroy();
    if (mishap === 'fault-after') return void response.writeHead(500).end();
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  }
  return { ...(await listen(server)), settled: () => Promise.all(pending) };
}

/** A mail server with the same mishaps; it takes a mail at the end of its data. */
export async function faultyMailServer(take: (mail: string) => void, mishaps: Mishap[], lateMs: number) {
  const pending: Promise<void>[] = [];
  const server = createTcpServer((socket: Socket) => {
    let data: string | null = null;
    let rest = '';
    socket.on('error', () => socket.destroy());
    socket.write('220 test\r\n');
    const end = (mail: string) => {
      const mishap = mishaps.shift() ?? 'none';
      if (mishap === 'drop') return void socket.destroy();
      if (mishap === 'fault') return void socket.write('451 not now\r\n');
      if (mishap === 'late') {
        pending.push(
          new Promise((resolve) =>
            setTimeout(() => {
              take(mail);
              socket.destroy();
              resolve();
            }, lateMs),
          ),
        );
        return;
      }
      if (mishap === 'repeat') take(mail);
      take(mail);
      if (mishap === 'drop-answer') return void socket.destroy();
      socket.write(mishap === 'fault-after' ? '451 not now\r\n' : '250 taken\r\n');
    };
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
        const line = rest.slice(0, at);
        rest = rest.slice(at + 2);
        if (data !== null) {
          if (line === '.') {
            end(data);
            data = null;
          } else data += `${line}\n`;
        } else if (/^DATA/i.test(line)) {
          data = '';
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  });
  return { ...(await listen(server)), settled: () => Promise.all(pending) };
}

async function listen(server: Server | ReturnType<typeof createTcpServer>) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise<void>((resolve) => {
        if ('closeAllConnections' in server) server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
