import { hkdfSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/**
 * The installation's secret: SESSION_SECRET if set, else 32 random bytes made once and kept in DATA_DIR/secret (mode
 * 0600). Two processes that start at once end with the same one: the file appears whole, and the first wins.
 */
export function installationSecret(settings: {
  SESSION_SECRET?: string | undefined;
  dataDir: string;
}): Buffer {
  if (settings.SESSION_SECRET !== undefined) return Buffer.from(settings.SESSION_SECRET, 'utf8');
  const file = path.join(settings.dataDir, 'secret');
  const kept = readSecret(file);
  if (kept) return kept;
  mkdirSync(settings.dataDir, { recursive: true });
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(handle, randomBytes(32).toString('hex'));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  const made = readSecret(file);
  if (!made) throw new Error(`${file} can't be read`);
  return made;
}

/** A key for one purpose, derived by HKDF-SHA-256: keys of different purposes say nothing of each other. */
export function deriveKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `huiqitong/${purpose}`, 32));
}

function readSecret(file: string): Buffer | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${file} doesn't hold a secret of 64 hexadecimal digits`);
  return Buffer.from(text, 'hex');
}
