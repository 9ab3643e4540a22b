import sharp from 'sharp';

import type { PictureQuality, RecognisedLine } from './recognised-page';
import { inkOf, splitAtGaps } from './split-at-gaps';

/** A crop is no larger than it is shown. */
const mostHeight = 96;
const mostWidth = 1200;
/** The model sees the picture stretched to sides of a multiple of this, and tells places in that. */
const baseSize = 32;

interface Size {
  width: number;
  height: number;
}

/**
 * The words of a picture, each where it stands and cut out with a little room around it. The model joins what stands in
 * a row, two columns of a licence too; the gaps of the print itself part them again. Nothing of the file but its pixels
 * comes along.
 */
export async function cropLines(png: Buffer, lines: readonly RecognisedLine[]): Promise<RecognisedLine[]> {
  const { width = 0, height = 0 } = await sharp(png).metadata();
  const size = { width, height };
  const words: RecognisedLine[] = [];
  for (const line of lines) words.push(...(await partWords(png, inPicture(line, size), size)));
  return Promise.all(words.map((word) => withCrop(png, word, size)));
}

function inPicture(line: RecognisedLine, { width, height }: Size): RecognisedLine {
  const [x, y] = [width, height].map((side) => side / (Math.ceil(side / baseSize) * baseSize)) as [
    number,
    number,
  ];
  return { ...line, left: line.left * x, right: line.right * x, top: line.top * y, bottom: line.bottom * y };
}

async function partWords(png: Buffer, line: RecognisedLine, size: Size): Promise<RecognisedLine[]> {
  const texts = line.text.split(' ').filter((text) => text !== '');
  const area = areaOf(line, size, 0);
  if (texts.length < 2 || !area) return [line];
  const { data } = await sharp(png)
    .extract(area)
    .removeAlpha()
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const places = splitAtGaps(inkOf(data, area.width), texts.length);
  if (places.length !== texts.length) return [line];
  return texts.map((text, index) => {
    const [from, to] = places[index] ?? [0, area.width];
    return { ...line, text, left: area.left + from, right: area.left + to };
  });
}

async function withCrop(png: Buffer, line: RecognisedLine, size: Size): Promise<RecognisedLine> {
  const area = areaOf(line, size, Math.max(4, Math.round((line.bottom - line.top) * 0.25)));
  if (!area) return line;
  const crop = await sharp(png)
    .extract(area)
    .resize({ width: mostWidth, height: mostHeight, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toBuffer();
  return { ...line, crop: new Uint8Array(crop) };
}

/** Null for a place outside of the picture. */
function areaOf(line: RecognisedLine, { width, height }: Size, room: number) {
  const left = Math.max(0, Math.floor(line.left) - room);
  const top = Math.max(0, Math.floor(line.top) - room);
  const right = Math.min(width, Math.ceil(line.right) + room);
  const bottom = Math.min(height, Math.ceil(line.bottom) + room);
  return right - left < 1 || bottom - top < 1
    ? null
    : { left, top, width: right - left, height: bottom - top };
}

/** How bright the drawing is, and how large the file's own picture. */
export async function measurePicture(bytes: Uint8Array, png: Buffer): Promise<PictureQuality> {
  const [{ channels }, { width = 0, height = 0 }] = await Promise.all([
    sharp(png).removeAlpha().greyscale().stats(),
    sharp(bytes, { limitInputPixels: false }).metadata(),
  ]);
  return { brightness: channels[0]?.mean ?? 0, width, height };
}
