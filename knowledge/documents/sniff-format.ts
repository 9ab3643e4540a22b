import { zipEntryNames } from './read-zip-directory';

/** What a file is, by its bytes. */
export type FileFormat =
  | 'pdf'
  | 'docx'
  | 'doc'
  | 'ofd'
  | 'png'
  | 'jpeg'
  | 'webp'
  | 'tiff'
  | 'spreadsheet'
  | 'csv'
  | 'zip'
  | 'html'
  | 'markdown'
  | 'text';
/** What else a file can turn out to be; none of it is read. */
export type OtherFormat =
  'encrypted-office' | 'legacy-office' | 'json' | 'slides' | 'program' | 'image' | 'archive' | 'unknown';

export const mediaTypes: Record<FileFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  ofd: 'application/ofd',
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  tiff: 'image/tiff',
  spreadsheet: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  zip: 'application/zip',
  html: 'text/html',
  markdown: 'text/markdown',
  text: 'text/plain',
};

const magics: readonly [FileFormat | OtherFormat, readonly number[]][] = [
  ['program', [0x4d, 0x5a]],
  ['program', [0x7f, 0x45, 0x4c, 0x46]],
  ['program', [0xca, 0xfe, 0xba, 0xbe]],
  ['program', [0xcf, 0xfa, 0xed, 0xfe]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0x1f, 0x8b]],
  ['archive', [0x42, 0x5a, 0x68]],
];

/** Reads the type from the bytes. Markdown and plain text differ by the name only, since every text is both. */
export function sniffFormat(bytes: Uint8Array, name: string): FileFormat | OtherFormat {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return sniffZip(bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return sniffCompound(bytes);
  if (latin1(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  if (startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]))
    return 'webp';
  for (const [format, magic] of magics) if (startsWith(bytes, magic)) return format;
  const isUtf16 = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  if (!isUtf16 && bytes.subarray(0, 65_536).includes(0)) return 'unknown';
  const head = latin1(bytes.subarray(0, 4096)).replaceAll('\0', '').trimStart().toLowerCase();
  if (
    /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/.test(
      head,
    )
  ) {
    return 'html';
  }
  if (/\.(?:csv|tsv)$/i.test(name)) return 'csv';
  if (/\.(?:jsonl|ndjson|json)$/i.test(name)) return 'json';
  return /\.(?:md|markdown)$/i.test(name) || /^(?:\u00ef\u00bb\u00bf)?(?:#\s|---json)/.test(head)
    ? 'markdown'
    : 'text';
}

/** The format that a file's name promises; null when it promises none that we know. */
export function promisedFormats(name: string): readonly (FileFormat | OtherFormat)[] | null {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  switch (extension) {
    case 'pdf':
      return ['pdf'];
    case 'docx':
      return ['docx', 'encrypted-office'];
    case 'doc':
      return ['doc', 'docx', 'encrypted-office'];
    case 'xlsx':
    case 'xlsm':
    case 'xls':
    case 'et':
      return ['spreadsheet', 'encrypted-office'];
    case 'csv':
    case 'tsv':
      return ['csv'];
    case 'ofd':
      return ['ofd'];
    case 'png':
    case 'jpg':
    case 'jpeg':
    case 'webp':
    case 'tif':
    case 'tiff':
      return ['png', 'jpeg', 'webp', 'tiff'];
    case 'zip':
      return ['zip'];
    case 'html':
    case 'htm':
    case 'md':
    case 'markdown':
    case 'txt':
      return ['html', 'markdown', 'text'];
    default:
      return null;
  }
}

function sniffZip(bytes: Uint8Array): FileFormat | OtherFormat {
  const names = new Set(zipEntryNames(bytes) ?? []);
  if (names.has('word/document.xml')) return 'docx';
  if (names.has('OFD.xml')) return 'ofd';
  if (names.has('[Content_Types].xml')) {
    if ([...names].some((name) => name.startsWith('xl/'))) return 'spreadsheet';
    if ([...names].some((name) => name.startsWith('ppt/'))) return 'slides';
    if ([...names].some((name) => /^word\/document\d*\.xml$/.test(name))) return 'docx';
  }
  return 'zip';
}

/** Microsoft's compound file: an encrypted DOCX, an old .doc or .xls, or something else of that time. */
function sniffCompound(bytes: Uint8Array): FileFormat | OtherFormat {
  const has = (name: string) => indexOfUtf16(bytes, name) !== -1;
  if (has('EncryptedPackage') || has('EncryptionInfo')) return 'encrypted-office';
  if (has('Workbook')) return 'spreadsheet';
  return has('WordDocument') ? 'doc' : 'legacy-office';
}

function indexOfUtf16(bytes: Uint8Array, text: string): number {
  return latin1(bytes).indexOf([...text].map((character) => `${character}\0`).join(''));
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
