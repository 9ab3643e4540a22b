import { createServer, type AddressInfo, type Server } from 'node:net';

/** The signature that every scanner knows (EICAR), put together here so that no scanner finds this file. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

export interface ClamdServer {
  address: string;
  /** How many files it was asked about. */
  asked: () => number;
  close(): Promise<void>;
}

/** Speaks clamd's INSTREAM on a free port: FOUND for what holds the EICAR signature. */
export async function startClamd(port = 0): Promise<ClamdServer> {
  let asked = 0;
  const server: Server = createServer((socket) => {
    let heard = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      const content = contentOf(heard);
      if (content === 'more') return;
      asked += 1;
      const answer =
        content === null
          ? 'UNKNOWN COMMAND'
          : `stream: ${content.includes(eicar) ? 'Eicar-Test-Signature FOUND' : 'OK'}`;
      socket.end(`${answer}\0`);
    });
    // A client that leaves early is its own affair.
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The bytes of an INSTREAM request; null for another command, `more` while it isn't whole. */
function contentOf(heard: Buffer): Buffer | null | 'more' {
  const command = 'zINSTREAM\0';
  if (heard.length < command.length) return 'more';
  if (heard.subarray(0, command.length).toString() !== command) return null;
  const pieces: Buffer[] = [];
  let at = command.length;
  while (at + 4 <= heard.length) {
    const length = heard.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    if (at + 4 + length > heard.length) return 'more';
    pieces.push(heard.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return 'more';
}
