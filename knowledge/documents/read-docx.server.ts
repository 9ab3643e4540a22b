import type { DocumentLimits } from './document-limits';
import { readHtml } from './read-html';
import { readNumbering } from './read-numbering.server';
import { readZipDirectory, type ZipEntry } from './read-zip-directory';
import { refuse, RefusedFile } from './refusal';
import type { TextLine } from './text-lines';
import { inflateEntry } from './unpack-archive.server';
import { writeOutNumbers } from './write-out-numbers';

/** Reads a Word document through its HTML, so that headings, numbered lists and tables survive. Throws `RefusedFile`. */
export async function readDocx(bytes: Uint8Array, limits: DocumentLimits): Promise<TextLine[]> {
  const entries = readZipDirectory(bytes) ?? refuse('damaged');
  if (entries.some((entry) => entry.isEncrypted)) refuse('encrypted');
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpacked > limits.unpackedBytes || entries.length > limits.entries) {
    refuse('too-large', { limitMb: Math.round(limits.unpackedBytes / 1024 / 1024) });
  }
  const { value } = await convert(openDocx(bytes, entries));
  return readHtml(value);
}

/** The parts of a Word file as mammoth asks for them. */
interface DocxFile {
  exists(name: string): boolean;
  read(name: string, encoding?: string): Promise<string | Uint8Array>;
}

/** The file with the automatic numbers, which mammoth leaves out, written into its words. */
function openDocx(bytes: Uint8Array, entries: readonly ZipEntry[]): DocxFile {
  const parts = new Map(entries.map((entry) => [entry.name, entry]));
  const bytesOf = (name: string) => {
    const entry = parts.get(name);
    return entry === undefined ? null : (inflateEntry(bytes, entry) ?? refuse('damaged', { detail: name }));
  };
  const textOf = (name: string) => new TextDecoder().decode(bytesOf(name) ?? new Uint8Array());
  return {
    exists: (name) => parts.has(name),
    read(name, encoding) {
      if (name === 'word/document.xml' && parts.has('word/numbering.xml')) {
        const numbering = readNumbering(textOf('word/numbering.xml'), textOf('word/styles.xml'));
        return Promise.resolve(writeOutNumbers(textOf(name), (paragraph) => numbering.place(paragraph)));
      }
      const part = bytesOf(name) ?? new Uint8Array();
      if (encoding === undefined) return Promise.resolve(part);
      const read =
        encoding === 'base64' ? Buffer.from(part).toString('base64') : new TextDecoder().decode(part);
      return Promise.resolve(read);
    },
  };
}

async function convert(file: DocxFile) {
  // Loaded when the first Word file comes: a folder of texts doesn't need it.
  const { default: mammoth } = await import('mammoth');
  try {
    return await mammoth.convertToHtml(
      // mammoth takes an opened file too; its types leave that out.
      { file } as unknown as { buffer: Buffer },
      {
        styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='标题'] => h1:fresh"],
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
      },
    );
  } catch (error) {
    if (error instanceof RefusedFile) throw error;
    return refuse('damaged', { detail: error instanceof Error ? error.message : String(error) });
  }
}
