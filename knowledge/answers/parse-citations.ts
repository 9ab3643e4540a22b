/** A sentence of a model's answer without its marks, and the passage numbers that the marks name. */
export interface MarkedSentence {
  text: string;
  cited: number[];
}

const word = '(?:资料编号|编号|资料|来源|依据|引用|参考|出处|文献|source|passage|ref(?:erence)?)';
const list = String.raw`\d{1,2}(?:\s*(?:[,，、;；和及-]|and)\s*${word}?\s*\d{1,2})*`;
const squareMark = new RegExp(
  String.raw`\^?[\[【〔［]{1,2}\s*\^?(?:${word}\s*[:：]?\s*)?(${list})\s*[\]】〕］]{1,2}`,
  'gi',
);
const roundMark = new RegExp(
  String.raw`[（(]\s*(?:(?:见|参见|根据|依据)\s*)?(${word}\s*[:：]?\s*)?(${list})\s*[）)]`,
  'gi',
);
const bareMark = new RegExp(
  String.raw`(?:根据|依据|按照|参见|见)?\s*(?:资料编号|编号|资料|来源|引用|参考)\s*[:：]?\s*(\d{1,2})(?!\d|\s*[年月日%％个条份项天人家.．])(?:中?的?(?:规定|内容)?)?[，,：:]?`,
  'g',
);
const spokenMark =
  /\b(?:according to|as (?:stated|set out) in|as per|per|see|under|in|from)\s+(?:the\s+)?(?:passages?|sources?|materials?|references?)\s*(?:no\.?\s*)?#?\s*(\d{1,2})\b(?!\s*(?:%|yuan|per ?cent|days?|months?|years?))[,:]?/gi;
const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

/**
 * Splits a model's answer into sentences and reads their citation marks in the spellings that small models use: [2],
 * [编号1], [资料3], 【1】, （1）, ①, 根据资料3. A mark after the full stop belongs to the sentence before it. Numbers
 * outside 1…`count` are no marks: [2023] and list numbers stay.
 */
export function parseCitations(answer: string, count: number): MarkedSentence[] {
  return splitMarkedSentences(answer)
    .map((raw) => readMarks(raw, count))
    .filter(({ text, cited }) => text !== '' || cited.length > 0);
}

/**
 * Takes the sentences that are complete off the front of a growing answer. A sentence is complete when something
 * follows it that can't be its mark; with `final` everything is.
 */
export function takeCompleteSentences(
  answer: string,
  count: number,
  final: boolean,
): { sentences: MarkedSentence[]; rest: string } {
  if (final) return { sentences: parseCitations(answer, count), rest: '' };
  const pieces = splitMarkedSentences(answer);
  let rest = pieces.pop() ?? '';
  // An open bracket may become the mark of the sentence before it.
  if (/^\s*\^?[[【〔［（(][^\]】〕］）)。]{0,24}$/.test(rest)) rest = (pieces.pop() ?? '') + rest;
  const sentences = pieces.map((raw) => readMarks(raw, count)).filter(({ text }) => text !== '');
  return { sentences, rest };
}

/** Stands behind each full stop that ends an English sentence while an answer is cut. */
const stopMark = '\ue000';
const abbreviation =
  /(?:^|[\s([])(?:(?:[A-Za-z]\.)*[A-Za-z]|no|nos|art|arts|sec|secs|para|paras|ch|approx|etc|vs|cf|co|ltd|inc|corp|dept|sci|tech|admin|mr|mrs|ms|dr|st|max|min|incl|excl|est|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$/i;

/** Marks the full stops that end a sentence: not those of decimals, abbreviations and the numbers of a list. */
function markEnglishStops(answer: string): string {
  return answer.replace(
    /(?<=[A-Za-z0-9%)\]”"'’》）元号】])\.(?=["”’)]?(?:\s+[A-Z0-9[(【（"“《\u4e00-\u9fff*•-]|\s*[[【①-⑳]|\n))/g,
    (stop, at: number) => {
      const line = answer.slice(answer.lastIndexOf('\n', at - 1) + 1, at);
      return abbreviation.test(line) || /^\s*[(（]?\d{1,2}$/.test(line) ? stop : `${stop}${stopMark}`;
    },
  );
}

const boundary = new RegExp(
  String.raw`[^。！？!?；;\n${stopMark}]*(?:[。！？!?；;${stopMark}]+[”’」』"]*|\n+|$)(?:[ \t]*(?:\^?[\[【〔［]{1,2}[^\]】〕］\n]{1,24}[\]】〕］]{1,2}|[（(](?:${word}|见)?\s*[:：]?\s*\d{1,2}[^）)\n]{0,12}[）)](?=$|\s|[\[【〔（(。，]|[\u4e00-\u9fa5A-Z])|[${circled}]))*[。]?`,
  'gi',
);

function splitMarkedSentences(answer: string): string[] {
  const pieces: string[] = [];
  for (const marked of markEnglishStops(answer).match(boundary) ?? []) {
    const piece = marked.replaceAll(stopMark, '');
    if (piece === '') continue;
    const onlyMark = /^[\s。]*(?:[[【〔［（(^①-⑳][^。]{0,24})?$/.test(piece) && /[\d①-⑳]/.test(piece);
    if (onlyMark && pieces.length > 0) pieces[pieces.length - 1] += piece;
    else pieces.push(piece);
  }
  return pieces;
}

function readMarks(raw: string, count: number): MarkedSentence {
  const cited = new Set<number>();
  const take = (whole: string, numbers: string): string => {
    const named = (numbers.match(/\d{1,2}/g) ?? []).map(Number);
    if (named.length === 0 || named.some((n) => n < 1 || n > count))
      return /[A-Za-z编资来依引参出文]/.test(whole) ? '' : whole;
    named.forEach((n) => cited.add(n));
    return '';
  };
  const listMark = /^\s*(?:[-*•·#>]+\s*|\d{1,2}[.、）)]\s*|[（(]\d{1,2}[）)]\s*|[①-⑳]\s*)+/;
  const text = raw
    .replace(listMark, '')
    .replace(squareMark, (whole, numbers: string) => take(whole, numbers))
    .replace(roundMark, (whole, _word, numbers: string) => take(whole, numbers))
    .replace(bareMark, (whole, number: string) =>
      Number(number) >= 1 && Number(number) <= count ? take(whole, number) : whole,
    )
    .replace(spokenMark, (whole, number: string) =>
      Number(number) >= 1 && Number(number) <= count ? take(whole, number) : whole,
    )
    .replace(new RegExp(`[${circled}]`, 'g'), (mark) => take(mark, String(circled.indexOf(mark) + 1)))
    .replace(/\*\*|__|`/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([。，；！？])\s*/g, '$1')
    .replace(/([。！？])[。；]+$/, '$1')
    .replace(/\s+([.,;:!?])(?=\s|$)/g, '$1')
    .replace(/\.{2,}$/, '.')
    .trim()
    .replace(/^[,:]\s*/, '')
    .replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
  const bare = /^[\s。，,.;；:：]*$/.test(text) ? '' : text;
  return { text: bare, cited: [...cited] };
}
