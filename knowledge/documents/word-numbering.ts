/** One level of a list in word/numbering.xml. */
export interface NumberingLevel {
  start: number;
  /** w:numFmt: decimal, chineseCounting, bullet, … */
  format: string;
  /** w:lvlText: 第%1条, （%2）, %1.%2 */
  text: string;
  /** w:isLgl: every number of the label in Arabic figures. */
  isLegal: boolean;
  /** w:lvlRestart: counting begins anew after this level (from 1); 0 never; null after any above. */
  restart: number | null;
}

/** A w:num as its levels from 0; `counter` is shared by lists that go on with each other (one w:abstractNum). */
export interface NumberingList {
  counter: string;
  levels: readonly NumberingLevel[];
  /** Levels that this list begins anew with (w:startOverride). */
  overrides: ReadonlyMap<number, number>;
}

/** A paragraph's place in a list. */
export interface NumberedPlace {
  list: NumberingList;
  listId: string;
  level: number;
}

/** Counts the paragraphs of a document in its order; answers the label of each, '' for bullets and unknown formats. */
export class NumberCounter {
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();

  next({ list, listId, level }: NumberedPlace): string {
    const counts = this.#counts.get(list.counter) ?? [];
    this.#counts.set(list.counter, counts);
    const override = list.overrides.get(level);
    const key = `${listId} ${level}`;
    const begins = override !== undefined && !this.#begun.has(key);
    this.#begun.add(key);
    const before = begins ? undefined : counts[level];
    counts[level] = before === undefined ? (override ?? list.levels[level]?.start ?? 1) : before + 1;
    for (let below = level + 1; below < Math.max(counts.length, list.levels.length); below += 1) {
      const restart = list.levels[below]?.restart ?? null;
      if (restart === null || level < restart) counts[below] = undefined;
    }
    return labelOf(list.levels, level, counts);
  }
}

function labelOf(
  levels: readonly NumberingLevel[],
  level: number,
  counts: readonly (number | undefined)[],
): string {
  const own = levels[level];
  if (!own || own.format === 'bullet' || own.format === 'none') return '';
  let isKnown = true;
  const label = own.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1;
    const of = levels[at];
    const format = own.isLegal ? 'decimal' : (of?.format ?? 'decimal');
    const written = writeNumber(counts[at] ?? of?.start ?? 1, format);
    isKnown &&= written !== null;
    return written ?? '';
  });
  return isKnown ? label : '';
}

const stems = '甲乙丙丁戊己庚辛壬癸';
const branches = '子丑寅卯辰巳午未申酉戌亥';

/** A number as Word's w:numFmt writes it; null for a format that isn't known here: no number is better than a wrong one. */
export function writeNumber(value: number, format: string): string | null {
  switch (format) {
    case 'decimal':
    case 'decimalHalfWidth':
      return String(value);
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCharCode(0x245f + value) : String(value);
    case 'decimalEnclosedParen':
      return `（${value}）`;
    case 'decimalEnclosedFullstop':
      return `${value}.`;
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return chineseNumber(value);
    case 'ideographDigital':
    case 'taiwaneseDigital':
      return String(value).replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? '');
    case 'ideographTraditional':
      return stems[value - 1] ?? String(value);
    case 'ideographZodiac':
      return branches[value - 1] ?? String(value);
    case 'upperLetter':
      return letters(value);
    case 'lowerLetter':
      return letters(value).toLowerCase();
    case 'upperRoman':
      return roman(value);
    case 'lowerRoman':
      return roman(value).toLowerCase();
    default:
      return null;
  }
}

/** 1 to 9999 as 一, 十二, 一百零三; beyond that in figures. */
export function chineseNumber(value: number): string {
  if (value < 1 || value > 9999) return value === 0 ? '零' : String(value);
  const units = ['', '十', '百', '千'];
  const digits = [...String(value)].map(Number);
  let written = '';
  let hasGap = false;
  digits.forEach((digit, at) => {
    if (digit === 0) {
      hasGap = true;
      return;
    }
    written += `${hasGap && written !== '' ? '零' : ''}${'零一二三四五六七八九'[digit] ?? ''}${units[digits.length - 1 - at] ?? ''}`;
    hasGap = false;
  });
  return written.replace(/^一十/, '十');
}

/** A, B, … Z, AA, BB: Word repeats the letter. */
function letters(value: number): string {
  if (value < 1) return String(value);
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value);
  const signs: [number, string][] = [
    ...([
      [1000, 'M'],
      [900, 'CM'],
      [500, 'D'],
      [400, 'CD'],
      [100, 'C'],
      [90, 'XC'],
      [50, 'L'],
    ] as const),
    ...([
      [40, 'XL'],
      [10, 'X'],
      [9, 'IX'],
      [5, 'V'],
      [4, 'IV'],
      [1, 'I'],
    ] as const),
  ].map(([size, sign]) => [size, sign]);
  let rest = value;
  let written = '';
  for (const [size, sign] of signs)
    while (rest >= size) {
      written += sign;
      rest -= size;
    }
  return written;
}
