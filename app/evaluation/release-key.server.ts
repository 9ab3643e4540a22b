import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
/** Whatever has a part in an answer; what only renders it hasn't. */
const rooms = ['app/assistant', 'app/evaluation', 'app/words', 'knowledge', 'prisma'];

/**
 * The program that answers, as one hash over its files and the packages' versions: answers kept under another one are
 * asked anew. Some 50 ms; only outside the bundle of the routes, which doesn't know where its files lie.
 */
export function readReleaseKey(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['package-lock.json', ...rooms.flatMap(listSources)]) {
    hash.update(`\0${file}\0`);
    hash.update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex').slice(0, 32);
}

/** In one order on every machine; tests, styles and the model's own files (their hash is the vectors' key) are none. */
function listSources(room: string): string[] {
  return readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
    .map((name) => `${room}/${name.split(path.sep).join('/')}`)
    .filter((name) => /\.(ts|json)$/.test(name) && !name.includes('/generated/') && !name.includes('/model/'))
    .sort();
}
