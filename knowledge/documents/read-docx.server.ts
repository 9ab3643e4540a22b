import type { DocumentLimits } from './document-limits';
import { readHtml } from './read-html';
import { readZipDirectory } from './read-zip-directory';
import { refuse } from './refusal';
import type { TextLine } from './text-lines';

/** Reads a Word document through its HTML, so that headings, numbered lists and tables survive. Throws `RefusedFile`. */
export async function readDocx(bytes: Uint8Array, limits: DocumentLimits): Promise<TextLine[]> {
  const entries = readZipDirectory(bytes) ?? refuse('damaged');
  if (entries.some((entry) => entry.isEncrypted)) refuse('encrypted');
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpacked > limits.unpackedBytes || entries.length > limits.entries) {
    refuse('too-large', { limitMb: Math.round(limits.unpackedBytes / 1024 / 1024) });
  }
  const { value } = await convert(bytes);
  return readHtml(value);
}

async function convert(bytes: Uint8Array) {
  // Loaded when the first Word file comes: a folder of texts doesn't need it.
  const { default: mammoth } = await import('mammoth');
  try {
    return await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='标题'] => h1:fresh"],
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
      },
    );
  } catch (error) {
    return refuse('damaged', { detail: error instanceof Error ? error.message : String(error) });
  }
}
