/** Options as they are printed beside boxes. */
export interface PrintedChoices {
  /** In their order; without numbers and blanks. */
  options: string[];
  /** Options that leave room to write: 其他______. */
  withBlank: string[];
  /** What stands before the first box: 企业类型：□国有 □民营. */
  lead: string;
}

const box = '[□☐○◯☑☒■✓√❏▢]';
const boxes = new RegExp(box, 'gu');

/** Whether the words hold boxes to tick. */
export const hasBoxes = (text: string): boolean => new RegExp(box, 'u').test(text);

/**
 * Reads printed options: boxes before their words (□是 □否) or behind them (是□ 否□), one line or several. Null where no
 * option has words.
 */
export function readChoices(text: string): PrintedChoices | null {
  if (!hasBoxes(text)) return null;
  const flat = text.replace(/\s+/g, ' ').trim();
  const [first = ''] = flat.split(boxes, 1);
  const isBehind = !new RegExp(`^[^：:]*[：:]?\\s*${box}`, 'u').test(flat) || endsWithBox(flat, first);
  const pieces = flat.split(boxes);
  const lead = isBehind ? leadOf(first) : first;
  const named = isBehind ? [first.slice(lead.length), ...pieces.slice(1, -1)] : pieces.slice(1);
  const options: string[] = [];
  const withBlank: string[] = [];
  for (const piece of named) {
    const words = piece
      .replace(/_{2,}|[（(]\s*_*\s*[)）]|（请注明.*?）|[:：]\s*$/g, ' ')
      .replace(/^[\s、，,；;/／.．]+|[\s、，,；;/／：:]+$/g, '')
      .trim();
    if (words === '' || options.includes(words)) continue;
    options.push(words);
    if (/_{2,}|请注明|请说明/.test(piece) || (/^其[他它]$/.test(words) && /[:：(（]/.test(piece)))
      withBlank.push(words);
  }
  return options.length > 0 ? { options, withBlank, lead: lead.replace(/[：:\s]+$/, '').trim() } : null;
}

/** 是□ 否□: words before the first box, and nothing behind the last. */
function endsWithBox(flat: string, first: string): boolean {
  return new RegExp(`${box}\\s*$`, 'u').test(flat) && /[^：:\s]\s*$/.test(first);
}

const leadOf = (first: string): string => /^.*[：:]\s*/u.exec(first)?.[0] ?? '';
