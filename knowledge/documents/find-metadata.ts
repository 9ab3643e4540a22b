import { addDays } from '~/prisma/calendar/city-date';

import { readNumber } from './chinese-number';
import { addYears, dateInFileName, datePattern, readDate } from './find-date';
import { findDocumentNumber } from './find-document-number';
import { readHistory } from './find-history';
import { findIssuer } from './find-issuer';
import type { DocumentMetadata, FoundValue } from './metadata';
import type { OutlineLine } from './passage';
import { findRegion } from './region';
import { findRelations } from './relations/find-relations';

/** What the finders read: the text, the lines that are no clauses, the title and the file's name. */
export interface MetadataSource {
  text: string;
  outline: readonly OutlineLine[];
  title: string;
  fileName: string;
}

type Fields = DocumentMetadata['fields'];

/**
 * Finds what the text states about itself: number, issuer, region, days of adoption, publication, effect and expiry,
 * and how it bears on other documents, each with its words. Nothing is guessed: what isn't stated is absent. The date in the file's
 * name stands in for the day of effect when the text has none.
 */
export function findMetadata(source: MetadataSource): Pick<DocumentMetadata, 'fields' | 'relations'> {
  const history = readHistory(source);
  const fields: Fields = {};
  const put = (field: keyof Fields, value: FoundValue | null | undefined) => {
    if (value) fields[field] = value;
  };
  put('documentNumber', findDocumentNumber(source) ?? history.documentNumber);
  put('issuer', findIssuer(source) ?? history.issuer);
  put('adoptedOn', history.adoptedOn);
  put('issuedOn', history.issuedOn ?? findSignedDate(source));
  put('effectiveFrom', findEffect(source, fields, history));
  put('expiresOn', findExpiry(source.text, fields.effectiveFrom?.value ?? null));
  put('region', findRegionOf(source, fields));
  return { fields, relations: findRelations(source) };
}

const begins = '(?:起|后)\\s*(?:开始|正式|试)?\\s*(?:施行|执行|实施|生效|试行|适用)';
const fixedEffect = new RegExp(`(?:自|从|于)?\\s*(${datePattern})\\s*${begins}`, 'g');
const onIssue = new RegExp(
  `自\\s*(?:公布|发布|印发|颁布|签发|下发|发文|公告|修订发布)\\s*之日\\s*起?\\s*(?:(?:满|的)?\\s*([0-9０-９零一二三四五六七八九十百]{1,4})\\s*(日|天|个月)\\s*后?)?\\s*(?:起|后)?\\s*(?:开始|正式|试)?\\s*(?:施行|执行|实施|生效|试行)`,
  'g',
);
const term = new RegExp(`(?:自|从)\\s*(${datePattern})\\s*(?:起\\s*)?(?:至|到|—|-)\\s*(${datePattern})`, 'g');
/** 本法, 本办法, 本公告, 本通知 … : the text speaks of itself. */
const itself =
  /(?:本(?!单位|人|市|省|区|企业)[\p{Script=Han}]{1,6}|上述规定|上述政策|以上政策|有效期|执行期限|政策期限|实施期限)[^。；]{0,24}$/u;

function findEffect(
  source: MetadataSource,
  fields: Fields,
  history: ReturnType<typeof readHistory>,
): FoundValue | null {
  const stated = statedEffect(source, fields) ?? history.effectiveFrom ?? beginOfTerm(source.text);
  const amended = history.amendedOn;
  // A version can't have counted before the day on which it was made, whatever the clause of the first version says.
  if (amended && (stated === null || stated.value < amended.value)) {
    return { ...amended, from: 'amendment' };
  }
  if (stated) return stated;
  const named = dateInFileName(source.fileName);
  if (named !== null)
    return { value: named, words: source.fileName, start: null, end: null, from: 'file-name' };
  return null;
}

/** 自…至…: the beginning of the term on whose end the whole text ends (本公告执行至…). */
function beginOfTerm(text: string): FoundValue | null {
  const end = findExpiry(text, null)?.value;
  const match = [...text.matchAll(term)].find((one) => end !== undefined && readDate(one[2] ?? '') === end);
  const value = match ? readDate(match[1] ?? '') : null;
  return match && value !== null ? found(match, value) : null;
}

interface Candidate {
  value: string;
  words: string;
  start: number;
  weight: number;
}

function statedEffect(source: MetadataSource, fields: Fields): FoundValue | null {
  const { text } = source;
  const inNotes = (at: number) =>
    source.outline.some((line) => line.kind === 'note' && at >= line.start && at < line.end);
  const candidates: Candidate[] = [];
  const offer = (match: RegExpExecArray, value: string | null) => {
    if (value === null || inNotes(match.index)) return;
    const sentence = text.slice(Math.max(0, match.index - 60), match.index);
    const weight = itself.test(sentence.slice(sentence.search(/[^。\n]*$/))) ? 2 : 0;
    candidates.push({ value, words: match[0], start: match.index, weight });
  };
  for (const match of text.matchAll(fixedEffect)) offer(match, readDate(match[1] ?? ''));
  for (const match of text.matchAll(onIssue)) offer(match, dayAfterIssue(match, source, fields));
  for (const match of text.matchAll(term)) offer(match, readDate(match[1] ?? ''));
  const own = candidates.filter(({ weight }) => weight > 0);
  // A date of effect that isn't said of the text itself counts near the end, where texts close with it.
  const closing = candidates.filter(({ start }) => start > text.length * 0.7 && !inQuotedTitle(text, start));
  const best = last(own) ?? last(closing);
  return best
    ? {
        value: best.value,
        words: best.words,
        start: best.start,
        end: best.start + best.words.length,
        from: 'text',
      }
    : null;
}

function last(candidates: readonly Candidate[]): Candidate | undefined {
  return [...candidates].sort((a, b) => a.start - b.start).at(-1);
}

/** Whether the sentence speaks of another text: 《…》自…起施行. */
function inQuotedTitle(text: string, start: number): boolean {
  return /》[^。；，]{0,6}$/.test(text.slice(Math.max(0, start - 40), start));
}

function dayAfterIssue(match: RegExpExecArray, { fileName }: MetadataSource, fields: Fields): string | null {
  const day = fields.issuedOn?.value ?? dateInFileName(fileName) ?? fields.adoptedOn?.value ?? null;
  if (day === null || match[1] === undefined) return day;
  const count = readNumber(match[1]) ?? 0;
  if (match[2] !== '个月') return addDays(day, count);
  return addMonths(day, count);
}

function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  const lastDay = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate();
  return new Date(Date.UTC(Math.floor(index / 12), index % 12, Math.min(date, lastDay)))
    .toISOString()
    .slice(0, 10);
}

const expiryPatterns: readonly RegExp[] = [
  new RegExp(
    `(?:有效期|执行期|期限|实施期)[^。；\\n]{0,30}?(?:至|到|截至|截止到?)\\s*(?:为)?\\s*(${datePattern})`,
    'g',
  ),
  new RegExp(`(?:执行|实施|施行|延续|有效)(?:期限)?(?:延长)?\\s*(?:至|到)\\s*(${datePattern})`, 'g'),
  new RegExp(
    `(?:自|从)\\s*${datePattern}\\s*(?:起\\s*)?(?:施行|执行|实施)?[，,]?\\s*(?:至|到)\\s*(${datePattern})\\s*(?:止|施行|执行|实施|有效|失效)`,
    'g',
  ),
  new RegExp(`(${datePattern})\\s*(?:起)?\\s*(?:失效|废止|到期)`, 'g'),
];
const years = /有效期\s*(?:限)?\s*(?:为|是)?\s*([0-9０-９一二三四五六七八九十两]{1,3})\s*年/g;

function findExpiry(text: string, effectiveFrom: string | null): FoundValue | null {
  const tail = (start: number) => start > text.length * 0.6 || text.length < 1500;
  for (const pattern of expiryPatterns) {
    const match = [...text.matchAll(pattern)]
      .filter(({ index }) => speaksOfItself(text, index) && (tail(index) || ownTerm(text, index)))
      .at(-1);
    const value = match ? readDate(match[1] ?? '') : null;
    if (match && value !== null && (effectiveFrom === null || value > effectiveFrom))
      return found(match, value);
  }
  const match = [...text.matchAll(years)]
    .filter(({ index }) => tail(index) && speaksOfItself(text, index))
    .at(-1);
  const count = match ? readNumber(match[1] ?? '') : null;
  if (match && count !== null && count > 0 && effectiveFrom !== null) {
    // Five years from 1 March end on the last of February.
    return found(match, addDays(addYears(effectiveFrom, count), -1));
  }
  return null;
}

/** Terms of certificates and licences (证书有效期为五年) aren't the document's. */
function speaksOfItself(text: string, start: number): boolean {
  const before = sentenceBefore(text, start);
  if (/本(?:办法|公告|通知|规定|意见|措施|细则|条例|政策|方案|文件|指南|实施|若干|决定|暂行)/.test(before))
    return true;
  if (
    /(?:证|许可|执照|资格|称号|认定|标志|合同|保函|专利|商标|注册|证书|报告|检验|签证|居留|承诺|公示|保险)[^，。；]{0,12}$/.test(
      before,
    )
  )
    return false;
  return (
    /(?:起(?:施行|执行|实施|试行)[，,]?|上述政策|以上政策|^)\s*$/.test(before) ||
    /(?:政策|期限)[^。；]*$/.test(before)
  );
}

function ownTerm(text: string, start: number): boolean {
  return itself.test(sentenceBefore(text, start));
}

function sentenceBefore(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - 120), start);
  return before.slice(before.search(/[^。；\n]*$/));
}

function found(match: RegExpExecArray, value: string): FoundValue {
  const start = match.index;
  return { value, words: match[0], start, end: start + match[0].length, from: 'text' };
}

const signed = new RegExp(`^[（(]?(${datePattern})(?:印发|发布|公布)?[）)]?$`);
const labelled = /^(?:发布日期|发文日期|成文日期|印发日期|公布日期)\s*[:：]\s*(\S+)/;

function findSignedDate({ text }: MetadataSource): FoundValue | null {
  let start = 0;
  let result: FoundValue | null = null;
  for (const line of text.split('\n')) {
    const words = labelled.exec(line)?.[1] ?? signed.exec(line)?.[1];
    const value = words === undefined ? null : readDate(words);
    if (value !== null && words !== undefined) {
      const at = start + line.indexOf(words);
      result = { value, words, start: at, end: at + words.length, from: 'text' };
      // The first one: below the notice itself, above its annexes.
      return result;
    }
    start += line.length + 1;
  }
  return result;
}

function findRegionOf({ text, title }: MetadataSource, fields: Fields): FoundValue | null {
  const issuer = fields.issuer;
  const ofIssuer = issuer ? findRegion(issuer.words) : null;
  if (issuer && ofIssuer) {
    const start = issuer.start === null ? null : issuer.start + ofIssuer.index;
    return {
      value: ofIssuer.code,
      words: ofIssuer.words,
      start,
      end: start === null ? null : start + ofIssuer.words.length,
      from: issuer.from,
    };
  }
  const ofTitle = findRegion(title);
  if (!ofTitle) return null;
  const titleStart = text.indexOf(title);
  const start = titleStart === -1 ? null : titleStart + ofTitle.index;
  return {
    value: ofTitle.code,
    words: ofTitle.words,
    start,
    end: start === null ? null : start + ofTitle.words.length,
    from: 'text',
  };
}
