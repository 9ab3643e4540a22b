import { connect } from 'node:net';
import type { Readable } from 'node:stream';

/** What the scanner said; `down` when it can't be asked or gave no answer. */
export type ScanAnswer =
  { kind: 'clean' } | { kind: 'infected'; name: string } | { kind: 'down'; reason: string };

/** How long the scanner may be silent, in ms. */
const silenceMs = 60_000;

/**
 * Sends bytes to clamd by INSTREAM (clamd(8): `zINSTREAM\0`, then pieces each with its length in four bytes, big
 * endian, a length of nought at the end). `address` is host:port or a socket's path.
 */
export function askClamd(address: string, bytes: Readable): Promise<ScanAnswer> {
  return new Promise((resolve) => {
    const at = /^\[?(.*?)\]?:(\d+)$/.exec(address);
    const socket = connect(at ? { host: at[1] ?? '', port: Number(at[2]) } : { path: address });
    let answer = '';
    const end = (result: ScanAnswer) => {
      bytes.destroy();
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(silenceMs, () => end({ kind: 'down', reason: 'no answer in time' }));
    socket.on('error', (error) => end({ kind: 'down', reason: error.message }));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('utf8');
    });
    socket.on('close', () => end(readAnswer(answer)));
    socket.on('connect', () => {
      socket.write('zINSTREAM\0');
      bytes.on('error', (error) => end({ kind: 'down', reason: error.message }));
      bytes.on('data', (chunk: Buffer) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(chunk.byteLength);
        socket.write(length);
        // The disk is faster than the scanner: wait until it has taken the piece.
        if (!socket.write(chunk)) {
          bytes.pause();
          socket.once('drain', () => bytes.resume());
        }
      });
      bytes.on('end', () => socket.write(Buffer.alloc(4)));
    });
  });
}

/** `stream: OK`, `stream: Eicar-Test-Signature FOUND`, `… ERROR` (too large for its StreamMaxLength, and so on). */
function readAnswer(text: string): ScanAnswer {
  const line = text.replace(/\0/g, '').trim();
  const found = /^stream: (.+) FOUND$/.exec(line);
  if (found) return { kind: 'infected', name: found[1] ?? '' };
  if (line === 'stream: OK') return { kind: 'clean' };
  return { kind: 'down', reason: line === '' ? 'closed without an answer' : line };
}
