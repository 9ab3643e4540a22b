import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import type { Refusal } from './refusal';

const run = promisify(execFile);

export type ConvertOutcome = { ok: true; bytes: Uint8Array } | { ok: false; refusal: Refusal };

/**
 * An old Word file (.doc) as DOCX, by LibreOffice where it is installed: in a folder and with a profile of its own, no
 * macros, ended when it takes longer than `timeMs`. Where it isn't installed the refusal says what to do instead.
 */
export async function convertDoc(
  bytes: Uint8Array,
  { timeMs, command = 'soffice' }: { timeMs: number; command?: string },
): Promise<ConvertOutcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'huiqitong-doc-'));
  try {
    const source = path.join(folder, 'source.doc');
    await writeFile(source, bytes);
    const profile = pathToFileURL(path.join(folder, 'profile')).href;
    await run(
      command,
      [
        ...[`-env:UserInstallation=${profile}`, '--headless', '--norestore', '--nolockcheck', '--nodefault'],
        ...['--convert-to', 'docx:MS Word 2007 XML', '--outdir', folder, source],
      ],
      { timeout: timeMs, killSignal: 'SIGKILL', cwd: folder, maxBuffer: 1024 * 1024 },
    );
    return { ok: true, bytes: new Uint8Array(await readFile(path.join(folder, 'source.docx'))) };
  } catch (error) {
    const failure = error as NodeJS.ErrnoException & { killed?: boolean; signal?: string };
    // The command is missing, or it ran and wrote nothing.
    if (failure.code === 'ENOENT' && failure.syscall?.startsWith('spawn')) return refused('legacy-word');
    if (failure.killed) return refused('too-slow', { seconds: Math.round(timeMs / 1000) });
    return refused('damaged', { detail: failure.message.slice(0, 200) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refused(code: Refusal['code'], params?: Refusal['params']): ConvertOutcome {
  return { ok: false, refusal: params ? { code, params } : { code } };
}
