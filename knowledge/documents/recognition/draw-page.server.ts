import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import sharp from 'sharp';

import { refuse } from '../refusal';
import type { RecogniseTask } from './recognised-page';

const run = promisify(execFile);

/** A page drawn as PNG, to be recognised. */
export interface DrawnPage {
  page: number;
  png: Buffer;
  width: number;
}

/** Hears of what went wrong where the reading goes on without it. */
export type OnFault = (message: string) => void;

interface PopplerOptions {
  page: number;
  longSide: number;
  /** Where poppler's pdftoppm is. */
  command?: string;
  onFault: OnFault;
}

/** Draws the pages asked for one by one. Throws `RefusedFile`: too many pixels, damaged. */
export async function* drawPages(task: RecogniseTask, onFault: OnFault): AsyncGenerator<DrawnPage> {
  if (task.format === 'image') yield* drawImages(task);
  else yield* drawPdf(task, onFault);
}

async function* drawImages({ bytes, longSide, pixels }: RecogniseTask): AsyncGenerator<DrawnPage> {
  const { width = 0, height = 0, pages = 1 } = await imageSize(bytes);
  if (width * height > pixels)
    refuse('too-many-pixels', {
      megapixels: Math.round((width * height) / 1e6),
      limit: Math.round(pixels / 1e6),
    });
  for (let page = 1; page <= pages; page += 1) {
    try {
      yield await asDrawn(
        page,
        sharp(bytes, { limitInputPixels: pixels, page: page - 1, failOn: 'error' }),
        longSide,
      );
    } catch (error) {
      refuse('damaged', { detail: error instanceof Error ? error.message : String(error) });
    }
  }
}

async function imageSize(bytes: Uint8Array) {
  try {
    // Reads the header only: a bomb is known by its size before it is decoded.
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    return refuse('damaged', { detail: error instanceof Error ? error.message : String(error) });
  }
}

async function* drawPdf(
  { bytes, pages, longSide, pixels }: RecogniseTask,
  onFault: OnFault,
): AsyncGenerator<DrawnPage> {
  const { createIsomorphicCanvasFactory, getDocumentProxy, renderPageAsImage } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    CanvasFactory: await createIsomorphicCanvasFactory(() => import('@napi-rs/canvas')),
    isEvalSupported: false,
    maxImageSize: pixels,
    verbosity: 0,
  });
  try {
    for (const page of pages) {
      const { width, height } = (await pdf.getPage(page)).getViewport({ scale: 1 });
      const scale = longSide / Math.max(width, height, 1);
      const drawn = await renderPageAsImage(pdf, page, {
        canvasImport: () => import('@napi-rs/canvas'),
        scale,
      });
      const image = Buffer.from(drawn);
      const usable = (await isBlank(image))
        ? ((await drawByPoppler(bytes, { page, longSide, onFault })) ?? image)
        : image;
      yield await asDrawn(page, sharp(usable, { limitInputPixels: pixels }), longSide);
    }
  } finally {
    await pdf.destroy();
  }
}

async function asDrawn(page: number, image: sharp.Sharp, longSide: number): Promise<DrawnPage> {
  const { data, info } = await image
    .rotate()
    .flatten({ background: '#ffffff' })
    .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  return { page, png: data, width: info.width };
}

/** JPEG 2000 and JBIG2, which many scanners write, leave our own drawing empty. */
async function isBlank(png: Buffer): Promise<boolean> {
  const { channels } = await sharp(png).stats();
  return channels.every(({ min, max }) => min === max);
}

/**
 * The page drawn by poppler where it is installed; null where it isn't, or can't either. A real fault (a crash, too
 * long, no disk) is told to `onFault`.
 */
export async function drawByPoppler(
  bytes: Uint8Array,
  { page, longSide, command = 'pdftoppm', onFault }: PopplerOptions,
): Promise<Buffer | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'huiqitong-page-'));
  try {
    const source = path.join(folder, 'source.pdf');
    await writeFile(source, bytes);
    const number = String(page);
    await run(
      command,
      [
        '-f',
        number,
        '-l',
        number,
        '-scale-to',
        String(longSide),
        '-singlefile',
        '-png',
        source,
        path.join(folder, 'page'),
      ],
      { timeout: 30_000, killSignal: 'SIGKILL' },
    );
    return await readFile(path.join(folder, 'page.png'));
  } catch (error) {
    // What we drew ourselves stands, and an empty page is told as one; that poppler isn't there is no fault.
    if (!isMissing(error))
      onFault(`pdftoppm, page ${page}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isMissing(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' && syscall?.startsWith('spawn') === true;
}
