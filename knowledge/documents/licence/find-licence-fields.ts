import { readLicenceValue, type ValueFault } from './licence-value';
import {
  cutPieces,
  heightOf,
  isSameRow,
  licenceKeys,
  type LicenceKey,
  type LicenceLine,
  type LicencePiece,
} from './licence-line';

/** A value of the licence, with the lines that it was read from. */
export interface LicenceField {
  key: LicenceKey;
  /** As it was read. */
  text: string;
  /** As the platform writes it: amounts in yuan, ISO days; null where it can't be told. */
  value: string | null;
  fault: ValueFault | null;
  /** The least of its lines, 0 to 1. */
  confidence: number;
  /** Indexes of the lines, from top to bottom. */
  lines: number[];
}

/** Values that go over several lines. */
const longKeys: ReadonlySet<LicenceKey> = new Set<LicenceKey>(['name', 'type', 'address', 'scope']);

/** So few labels are no licence: other papers name a legal representative or an address, too. */
const leastFields = 3;

/**
 * Finds the values of a business licence by the labels printed beside them, in the upright and in the wide form alike;
 * null when the lines are no licence. Pure.
 */
export function findLicenceFields(lines: readonly LicenceLine[]): LicenceField[] | null {
  const pieces = cutPieces(lines);
  const owned = new Set<LicencePiece>();
  const found = new Map<LicenceKey, Value>();
  for (const piece of pieces) {
    if (piece.label === null || piece.label === 'other' || found.has(piece.label)) continue;
    const value = beside(piece, pieces, owned);
    if (!value) continue;
    value.pieces.forEach((one) => owned.add(one));
    found.set(piece.label, value);
  }
  for (const [key, value] of found) if (longKeys.has(key)) addLinesBelow(value, pieces, owned);
  if (!found.has('creditCode')) {
    const loose = pieces.find((piece) => readLicenceValue('creditCode', piece.rest).fault === null);
    if (loose) found.set('creditCode', { pieces: [loose], left: loose.left });
  }
  const fields = licenceKeys.flatMap((key) => {
    const value = found.get(key);
    return value ? [fieldOf(key, value, lines)] : [];
  });
  const isNamed = lines.some(({ text }) => /营业?执照/.test(text.replace(/\s/g, '')));
  const hasCode = fields.some(({ key, fault }) => key === 'creditCode' && fault === null);
  return fields.length >= leastFields && (isNamed || hasCode || fields.length >= 6) ? fields : null;
}

interface Value {
  pieces: LicencePiece[];
  /** Where its lines begin. */
  left: number;
}

/** The value on the label's own row: behind it in the same piece, or the pieces to its right up to the next label. */
function beside(
  label: LicencePiece,
  pieces: readonly LicencePiece[],
  owned: ReadonlySet<LicencePiece>,
): Value | null {
  const row = pieces
    .filter((piece) => piece !== label && piece.left >= label.right - heightOf(label) / 2)
    .filter((piece) => isSameRow(label, piece))
    .sort((a, b) => a.left - b.left);
  const next = row.findIndex((piece) => piece.label !== null);
  const free = (next === -1 ? row : row.slice(0, next)).filter((piece) => !owned.has(piece));
  if (label.rest !== '') {
    const perCharacter = (label.right - label.left) / Math.max(1, label.text.length);
    const left = label.left + (label.text.length - label.rest.length) * perCharacter;
    return { pieces: [label, ...closeTo(label, free)], left };
  }
  const first = free[0];
  if (first && first.left - label.right < 12 * heightOf(label))
    return { pieces: [first, ...closeTo(first, free.slice(1))], left: first.left };
  // The code stands below its label on the copies hung on a wall.
  const below = label.label === 'creditCode' ? under(label, pieces) : undefined;
  return below ? { pieces: [below], left: below.left } : null;
}

/** Pieces that go on with hardly a gap: 人民币 500 万元整. */
function closeTo(first: LicencePiece, others: readonly LicencePiece[]): LicencePiece[] {
  const taken: LicencePiece[] = [];
  let last = first;
  for (const piece of others) {
    if (piece.left - last.right > 2 * heightOf(last)) break;
    taken.push(piece);
    last = piece;
  }
  return taken;
}

function under(label: LicencePiece, pieces: readonly LicencePiece[]): LicencePiece | undefined {
  return pieces.find(
    (piece) =>
      piece.label === null &&
      piece.top >= label.bottom - heightOf(label) / 2 &&
      piece.top - label.bottom < 2 * heightOf(label) &&
      piece.left < label.right &&
      piece.right > label.left,
  );
}

/** The lines below that begin where the value does, until something else stands there. */
function addLinesBelow(value: Value, pieces: readonly LicencePiece[], owned: Set<LicencePiece>): void {
  for (;;) {
    const last = value.pieces.at(-1) as LicencePiece;
    const height = heightOf(last);
    const next = pieces.find(
      (piece) =>
        piece.label === null &&
        !owned.has(piece) &&
        piece.top > last.top + height / 2 &&
        piece.top - last.bottom < 1.2 * height &&
        Math.abs(piece.left - value.left) < 2.5 * height,
    );
    if (!next) return;
    owned.add(next);
    value.pieces.push(next);
  }
}

function fieldOf(key: LicenceKey, { pieces }: Value, lines: readonly LicenceLine[]): LicenceField {
  const text = pieces.map(({ rest }) => rest).join('');
  const indexes = [...new Set(pieces.map(({ line }) => line))];
  const confidence = Math.min(...indexes.map((index) => lines[index]?.confidence ?? 0));
  return { key, text, ...readLicenceValue(key, text), confidence, lines: indexes };
}
