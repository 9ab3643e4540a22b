import Ocr, { type Line } from '@gutenye/ocr-node';

import { RefusedFile } from '../refusal';
import { cropLines, measurePicture } from './crop-lines.server';
import { drawPages } from './draw-page.server';
import type { RecogniseMessage, RecognisedLine, RecogniseTask } from './recognised-page';

/**
 * The entry of a process that recognises the pages of one file and ends: a crash of a decoder takes no server with it,
 * and its memory, of which the models need much, comes back.
 */
process.once('message', (task: RecogniseTask) => {
  recognise(task)
    .catch((error: unknown) =>
      send(
        error instanceof RefusedFile
          ? { kind: 'refused', refusal: error.refusal }
          : { kind: 'failed', message: error instanceof Error ? error.message : String(error) },
      ),
    )
    .finally(() => process.disconnect());
});

/** The package's own types name a path; sharp, which opens it, takes bytes as well. */
interface Detector {
  detect(image: Buffer): Promise<Line[]>;
}

async function recognise(task: RecogniseTask): Promise<void> {
  // One thread: the server goes on answering while pages are read.
  const ocr = (await Ocr.create({ onnxOptions: { intraOpNumThreads: 1, interOpNumThreads: 1 } })) as Detector;
  for await (const { page, png, width } of drawPages(
    task,
    (message) => void send({ kind: 'fault', message }),
  )) {
    const found = await ocr.detect(png).catch((error: unknown) => {
      // A page without any writing ends in an empty list of boxes, which the package doesn't expect.
      if (error instanceof TypeError) return [];
      throw error;
    });
    const lines = found.map(asLine).filter((line: RecognisedLine) => line.text.trim() !== '');
    await send({
      kind: 'page',
      page: {
        page,
        width,
        lines: task.crops ? await cropLines(png, lines) : lines,
        ...(task.crops && { picture: await measurePicture(task.bytes, png) }),
      },
      rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    });
  }
  await send({ kind: 'done' });
}

function asLine({ text, mean, box }: Line): RecognisedLine {
  const xs = (box ?? []).map(([x = 0]) => x);
  const ys = (box ?? []).map(([, y = 0]) => y);
  return {
    text,
    confidence: mean,
    left: Math.min(...xs, Number.MAX_SAFE_INTEGER),
    right: Math.max(...xs, 0),
    top: Math.min(...ys, Number.MAX_SAFE_INTEGER),
    bottom: Math.max(...ys, 0),
  };
}

function send(message: RecogniseMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, (error: Error | null) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
