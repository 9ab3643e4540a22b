import { readFile } from 'node:fs/promises';

import sharp from 'sharp';

import { openPages, type OpenPages } from '../recognition/draw-page.server';
import { RefusedFile } from '../refusal';
import type { DrawAnswer, DrawRequest } from './drawable-page';

/**
 * The entry of a process that draws pages of stored files, one at a time, and keeps the last file open: a crash of a
 * decoder takes no server with it.
 */
let open: { sha256: string; pages: OpenPages } | null = null;

process.on('message', (request: DrawRequest) => {
  draw(request)
    .catch((error: unknown): DrawAnswer =>
      error instanceof RefusedFile
        ? { kind: 'refused', refusal: error.refusal }
        : { kind: 'failed', message: error instanceof Error ? error.message : String(error) },
    )
    .then(answer, answer);
});
process.on('disconnect', () => process.exit(0));

async function draw(request: DrawRequest): Promise<DrawAnswer> {
  const { sha256, page } = request;
  if (open?.sha256 !== sha256) {
    await open?.pages.close();
    open = null;
    const bytes = new Uint8Array(await readFile(request.file));
    const pages = await openPages({ ...request, bytes }, (message) => answer({ kind: 'fault', message }));
    open = { sha256, pages };
  }
  const drawn = await open.pages.draw(page);
  if (!drawn) return { kind: 'no-page' };
  return { kind: 'drawn', webp: await sharp(drawn.png).webp({ quality: 82 }).toBuffer() };
}

function answer(message: DrawAnswer): void {
  process.send?.(message);
}
