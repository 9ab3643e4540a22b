import { XMLParser } from 'fast-xml-parser';

import type { DocumentLimits } from './document-limits';
import { joinPdfLines, type PdfLine } from './join-pdf-lines';
import { layOutOfdPage, type OfdText } from './lay-out-ofd-page';
import { readZipDirectory, type ZipEntry } from './read-zip-directory';
import { asPdfLines, NeedsRecognition, type RecognisedPage } from './recognition/recognised-page';
import { refuse } from './refusal';
import type { TextLine } from './text-lines';
import { inflateEntry } from './unpack-archive.server';

type Node = Record<string, unknown>;

/** A page as it is read: its lines, or the place of its largest picture. */
interface OfdPage {
  lines: PdfLine[];
  picture: Uint8Array | null;
}

/**
 * Reads an OFD (GB/T 33190-2016): a ZIP of XML with one or several documents. The text of each page in reading order, by
 * where it stands; templates (letterheads, frames), backgrounds, annotations and what is invisible are left out. Pages
 * that are pictures only are read from `recognised`. Throws `RefusedFile`, and `NeedsRecognition` with such pages'
 * pictures when they aren't recognised yet.
 */
export function readOfd(
  bytes: Uint8Array,
  limits: DocumentLimits,
  recognised: readonly RecognisedPage[] | null = null,
): { lines: TextLine[]; ocrPages: number[]; pages: number } {
  const archive = openArchive(bytes, limits);
  const root = archive.xml('OFD.xml');
  const documents = list(child(root, 'OFD'), 'DocBody').map((body) =>
    archive.resolve('OFD.xml', text(body, 'DocRoot')),
  );
  const known = new Map((recognised ?? []).map((page) => [page.page, page]));
  const parts = documents.map((document) => readDocument(archive, document, limits));
  const pages = parts.flat();
  const scans = pages.flatMap(({ lines, picture }, i) =>
    lines.length === 0 && picture ? [{ page: i + 1, picture }] : [],
  );
  if (recognised === null && scans.length > 0)
    throw new NeedsRecognition({
      format: 'image',
      pages: scans.map(({ page }) => page),
      pictures: scans.map(({ picture }) => picture),
    });
  let before = 0;
  // Each document is joined for itself: what one ends with doesn't go on in the next.
  const lines = parts.flatMap((part) => {
    const from = before;
    before += part.length;
    const own = part.map((page, i) => {
      const scan = known.get(from + i + 1);
      return scan ? asPdfLines(scan) : page.lines;
    });
    return joinPdfLines(own).map((line) => ({ ...line, page: from + (line.page ?? 1) }));
  });
  if (lines.length === 0) refuse('scanned');
  return { lines, ocrPages: [...known.keys()], pages: pages.length };
}

function readDocument(archive: Archive, location: string, limits: DocumentLimits): OfdPage[] {
  const document = child(archive.xml(location), 'Document');
  const common = child(document, 'CommonData');
  const defaultBox = box(text(child(common, 'PageArea'), 'PhysicalBox'));
  const pages = list(child(document, 'Pages'), 'Page');
  if (pages.length > limits.pages) refuse('too-many-pages', { pages: pages.length, limit: limits.pages });
  const resources = readResources(archive, location, common, ['PublicRes', 'DocumentRes']);
  return pages.map((page) => {
    const place = archive.resolve(location, attribute(page, 'BaseLoc'));
    const content = child(archive.xml(place), 'Page');
    const own = box(text(child(content, 'Area'), 'PhysicalBox'));
    const layers = list(child(content, 'Content'), 'Layer');
    const body = layers.filter((layer) => attribute(layer, 'Type') !== 'Background');
    const lines = layOutOfdPage(body.flatMap(textsOf), (own ?? defaultBox)?.width ?? 210);
    if (lines.length > 0) return { lines, picture: null };
    const files = new Map([...resources, ...readResources(archive, place, content, ['PageRes'])]);
    return { lines, picture: largestPicture(archive, layers.flatMap(picturesOf), files) };
  });
}

/** The files of pictures by their identifiers, from the lists of resources that a document or a page names. */
function readResources(
  archive: Archive,
  from: string,
  node: Node | undefined,
  names: readonly string[],
): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of names) {
    for (const one of list(node, name)) {
      const words = one['#text'];
      const location = archive.resolve(from, typeof words === 'string' ? words.trim() : '');
      if (!archive.has(location)) continue;
      const resources = child(archive.xml(location), 'Res');
      const folder = resources ? attribute(resources, 'BaseLoc') : '';
      for (const media of list(child(resources, 'MultiMedias'), 'MultiMedia')) {
        const file = text(media, 'MediaFile');
        files.set(
          attribute(media, 'ID'),
          archive.resolve(location, file.startsWith('/') || folder === '' ? file : `${folder}/${file}`),
        );
      }
    }
  }
  return files;
}

interface OfdPicture {
  resource: string;
  area: number;
}

/** The ImageObjects of a layer, also inside of blocks. */
function picturesOf(block: Node): OfdPicture[] {
  const own = list(block, 'ImageObject').map((object): OfdPicture => {
    const [, , width = 0, height = 0] = numbers(attribute(object, 'Boundary'));
    return { resource: attribute(object, 'ResourceID'), area: width * height };
  });
  return [...own, ...list(block, 'PageBlock').flatMap(picturesOf)];
}

/** A seal or a logo lies on a scanned page, too: the largest picture is the page. */
function largestPicture(
  archive: Archive,
  pictures: readonly OfdPicture[],
  files: ReadonlyMap<string, string>,
): Uint8Array | null {
  for (const { resource } of [...pictures].sort((a, b) => b.area - a.area)) {
    const file = files.get(resource);
    if (file !== undefined && archive.has(file)) return archive.bytes(file);
  }
  return null;
}

/** The TextObjects of a layer, also inside of blocks. */
function textsOf(block: Node): OfdText[] {
  const own = list(block, 'TextObject')
    .filter((object) => attribute(object, 'Visible') !== 'false')
    .flatMap(piecesOf);
  return [...own, ...list(block, 'PageBlock').flatMap(textsOf)];
}

function piecesOf(object: Node): OfdText[] {
  const bounds = box(attribute(object, 'Boundary'));
  if (!bounds) return [];
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers(attribute(object, 'CTM'));
  const size = (Number(attribute(object, 'Size')) || 4) * (Math.hypot(b, d) || 1);
  let [x, y] = [0, 0];
  return list(object, 'TextCode').map((code): OfdText => {
    // A TextCode without its own place stands where the one before it does.
    x = attribute(code, 'X') === '' ? x : Number(attribute(code, 'X'));
    y = attribute(code, 'Y') === '' ? y : Number(attribute(code, 'Y'));
    const words =
      typeof code['#text'] === 'string' ? code['#text'] : String((code['#text'] as number | undefined) ?? '');
    const left = bounds.left + a * x + c * y + e;
    const advance = spread(attribute(code, 'DeltaX')).slice(0, Math.max(0, words.length - 1));
    const width = a * advance.reduce((sum, one) => sum + one, 0) + size * (words.length - advance.length);
    return {
      text: decodeEntities(words),
      left,
      right: left + Math.max(0, width),
      baseline: bounds.top + b * x + d * y + f,
      size,
    };
  });
}

/** DeltaX: distances, where `g 3 5.6` stands for 5.6 5.6 5.6. */
function spread(deltas: string): number[] {
  const parts = deltas.split(/\s+/).filter(Boolean);
  const values: number[] = [];
  for (let i = 0; i < parts.length; i += 1) {
    if (parts[i] === 'g') {
      const times = Math.min(10_000, Number(parts[i + 1]) || 0);
      values.push(...Array.from({ length: times }, () => Number(parts[i + 2]) || 0));
      i += 2;
    } else values.push(Number(parts[i]) || 0);
  }
  return values;
}

interface Archive {
  has(location: string): boolean;
  bytes(location: string): Uint8Array;
  xml(location: string): Node;
  /** A path as the standard has it: absolute from the archive's root, else from the file that names it. */
  resolve(from: string, location: string): string;
}

function openArchive(bytes: Uint8Array, limits: DocumentLimits): Archive {
  const entries = readZipDirectory(bytes) ?? refuse('damaged');
  const names = new Map<string, ZipEntry>(entries.map((entry) => [entry.name.replace(/^\/+/, ''), entry]));
  if (entries.some((entry) => entry.isEncrypted) || names.has('Encryptions.xml')) refuse('encrypted');
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpacked > limits.unpackedBytes || entries.length > limits.entries)
    refuse('too-large', { limitMb: Math.round(limits.unpackedBytes / 1024 / 1024) });
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    alwaysCreateTextNode: true,
  });
  const read = (location: string): Uint8Array => {
    const entry = names.get(location) ?? refuse('damaged', { detail: location });
    return inflateEntry(bytes, entry) ?? refuse('damaged', { detail: location });
  };
  return {
    has: (location) => names.has(location),
    bytes: read,
    xml(location) {
      const source = new TextDecoder().decode(read(location));
      // OFD has no DTD: one can only be there to make entities grow or to reach other files.
      if (/<!DOCTYPE|<!ENTITY/i.test(source)) refuse('damaged', { detail: 'DOCTYPE' });
      try {
        return parser.parse(source) as Node;
      } catch (error) {
        return refuse('damaged', { detail: error instanceof Error ? error.message : location });
      }
    },
    resolve(from, location) {
      const base = location.startsWith('/') ? [] : from.split('/').slice(0, -1);
      const parts = [...base, ...location.split('/')].filter((part) => part !== '' && part !== '.');
      return parts
        .reduce<string[]>((path, part) => (part === '..' ? path.slice(0, -1) : [...path, part]), [])
        .join('/');
    },
  };
}

function child(node: Node | undefined, name: string): Node | undefined {
  const value = node?.[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return first !== null && typeof first === 'object' ? (first as Node) : undefined;
}

function list(node: Node | undefined, name: string): Node[] {
  const value = node?.[name];
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is Node => one !== null && typeof one === 'object');
}

function text(node: Node | undefined, name: string): string {
  const value = child(node, name)?.['#text'];
  return typeof value === 'string' ? decodeEntities(value).trim() : '';
}

function attribute(node: Node, name: string): string {
  const value = node[`@${name}`];
  return typeof value === 'string' ? decodeEntities(value).trim() : '';
}

function numbers(values: string): number[] {
  return values
    .split(/\s+/)
    .filter(Boolean)
    .map((one) => Number(one) || 0);
}

function box(values: string): { left: number; top: number; width: number } | null {
  const [left, top, width] = numbers(values);
  return left === undefined || top === undefined || width === undefined ? null : { left, top, width };
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(words: string): string {
  return words.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}
