import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import sharp from 'sharp';

import { openPdf } from '../open-pdf.server';
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

/** A file whose pages can be drawn. The caller closes it. */
export interface OpenPages {
  /** A page from 1; null when there is none. Throws `RefusedFile`: too many pixels, damaged. */
  draw(page: number): Promise<DrawnPage | null>;
  close(): Promise<void>;
}

/** How to draw. */
export type DrawTask = Pick<RecogniseTask, 'bytes' | 'format' | 'longSide' | 'pixels'>;

/** Draws the pages asked for one by one. Throws `RefusedFile`: too many pixels, damaged. */
export async function* drawPages(task: RecogniseTask, onFault: OnFault): AsyncGenerator<DrawnPage> {
  if (task.pictures) {
    yield* drawPictures(task, task.pictures);
    return;
  }
  const pages = await openPages(task, onFault);
  try {
    // A TIFF may have more pages than whoever asked could know.
    const wanted = task.format === 'image' ? null : task.pages;
    for (let i = 0; wanted === null || i < wanted.length; i += 1) {
      const drawn = await pages.draw(wanted?.[i] ?? i + 1);
      if (drawn) yield drawn;
      else if (wanted === null) return;
    }
  } finally {
    await pages.close();
  }
}

/** Pages that lie as pictures inside of another file. */
async function* drawPictures(
  task: RecogniseTask,
  pictures: readonly Uint8Array[],
): AsyncGenerator<DrawnPage> {
  for (const [i, bytes] of pictures.entries()) {
    const drawn = await (await openImage({ ...task, bytes })).draw(1);
    if (drawn) yield { ...drawn, page: task.pages[i] as number };
  }
}

/** Opens a PDF or a picture to draw its pages. Throws `RefusedFile`: too many pixels, damaged, encrypted. */
export async function openPages(task: DrawTask, onFault: OnFault): Promise<OpenPages> {
  return task.format === 'image' ? openImage(task) : openPdfPages(task, onFault);
}

async function openImage({ bytes, longSide, pixels }: DrawTask): Promise<OpenPages> {
  const { width = 0, height = 0, pages = 1 } = await imageSize(bytes);
  if (width * height > pixels)
    refuse('too-many-pixels', {
      megapixels: Math.round((width * height) / 1e6),
      limit: Math.round(pixels / 1e6),
    });
  return {
    async draw(page) {
      if (page < 1 || page > pages) return null;
      try {
        const image = sharp(bytes, { limitInputPixels: pixels, page: page - 1, failOn: 'error' });
        return await asDrawn(page, image, longSide);
      } catch (error) {
        return refuse('damaged', { detail: error instanceof Error ? error.message : String(error) });
      }
    },
    close: () => Promise.resolve(),
  };
}

async function imageSize(bytes: Uint8Array) {
  try {
    // Reads the header only: a bomb is known by its size before it is decoded.
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    return refuse('damaged', { detail: error instanceof Error ? error.message : String(error) });
  }
}

async function openPdfPages({ bytes, longSide, pixels }: DrawTask, onFault: OnFault): Promise<OpenPages> {
  const { createIsomorphicCanvasFactory, renderPageAsImage } = await import('unpdf');
  const pdf = await openPdf(bytes, {
    CanvasFactory: await createIsomorphicCanvasFactory(() => import('@napi-rs/canvas')),
    maxImageSize: pixels,
  });
  return {
    async draw(page) {
      if (page < 1 || page > pdf.numPages) return null;
      const { width, height } = (await pdf.getPage(page)).getViewport({ scale: 1 });
      const scale = longSide / Math.max(width, height, 1);
      const image = Buffer.from(
        await renderPageAsImage(pdf, page, { canvasImport: () => import('@napi-rs/canvas'), scale }),
      );
      const usable = (await isBlank(image))
        ? ((await drawByPoppler(bytes, { page, longSide, onFault })) ?? image)
        : image;
      return asDrawn(page, sharp(usable, { limitInputPixels: pixels }), longSide);
    },
    async close() {
      await pdf.destroy();
    },
  };
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
