import { normalNumber } from './find-document-number';
import { datePattern, readDate } from './find-date';
import type { MetadataSource } from './find-metadata';
import type { FoundValue } from './metadata';

/** What the notes on a statute (题注) tell of it. */
export interface History {
  documentNumber: FoundValue | null;
  issuer: FoundValue | null;
  adoptedOn: FoundValue | null;
  issuedOn: FoundValue | null;
  effectiveFrom: FoundValue | null;
  /** The last 修正 or 修订. */
  amendedOn: FoundValue | null;
}

const date = new RegExp(datePattern, 'g');
const decree = /(\p{Script=Han}+?(?:、\p{Script=Han}+?)*)令\s*第?\s*[0-9]{1,5}\s*号/u;
const congress =
  /(\p{Script=Han}*?)第[一二三四五六七八九十]+届(全国)?(人民代表大会(?:常务委员会)?)第[一二三四五六七八九十]+次(?:会议|全体会议)/u;
const publisher = /^\s*(?:经)?([\p{Script=Han}、]{2,40}?)(?:批准|发布|公布|颁布|印发)/u;

/** Reads the notes from first to last: the latest event of each sort is the one of this version. */
export function readHistory({ outline }: Pick<MetadataSource, 'outline'>): History {
  const history: History = {
    documentNumber: null,
    issuer: null,
    adoptedOn: null,
    issuedOn: null,
    effectiveFrom: null,
    amendedOn: null,
  };
  for (const note of outline.filter(({ kind }) => kind === 'note')) {
    const dates = [...note.text.matchAll(date)];
    dates.forEach((match, i) => {
      const value = readDate(match[0]);
      if (value === null) return;
      const until = dates[i + 1]?.index ?? note.text.length;
      const event = note.text.slice(match.index + match[0].length, until);
      const at = (words: string, offset: number): Omit<FoundValue, 'value'> => {
        const start = note.start + match.index + offset;
        return { words, start, end: start + words.length, from: 'text' };
      };
      readEvent(history, { value, ...at(match[0], 0) }, event, (words, offset) =>
        at(words, match[0].length + offset),
      );
    });
  }
  return history;
}

function readEvent(
  history: History,
  day: FoundValue,
  event: string,
  place: (words: string, offset: number) => Omit<FoundValue, 'value'>,
) {
  const approvedElsewhere = /批准/.test(event) && history.adoptedOn !== null && congress.test(event);
  if (/施行|实施/.test(event) && !/通过|公布|发布|修正|修订/.test(event)) history.effectiveFrom = day;
  if (/通过/.test(event)) history.adoptedOn = day;
  if (/修正|修订|修改/.test(event) && !/废止和修改.*通过$/.test(event)) {
    history.amendedOn = day;
    if (congress.test(event)) history.adoptedOn = day;
  }
  if (/公布|发布|颁布|印发/.test(event) || (decree.test(event) && /修订|修正/.test(event)))
    history.issuedOn = day;
  const ordered = decree.exec(event);
  if (ordered?.[1] !== undefined) {
    const words = ordered[0];
    history.documentNumber = {
      ...place(words, ordered.index),
      value: normalNumber(words).replace(/令(?=\d)/, '令第'),
    };
    history.issuer = { ...place(ordered[1], ordered.index), value: organ(ordered[1]) };
    return;
  }
  const assembly = congress.exec(event);
  if (assembly?.[3] !== undefined && !approvedElsewhere && /通过|修正|修订/.test(event)) {
    const where = assembly[2] ?? assembly[1] ?? '';
    const name = where === '' ? assembly[3] : `${where}${assembly[3]}`;
    history.issuer = { ...place(assembly[0], assembly.index), value: name };
    return;
  }
  const published = publisher.exec(event);
  if (published?.[1] !== undefined && history.issuer === null && !/会议|决定/.test(published[1])) {
    history.issuer = { ...place(published[1], event.indexOf(published[1])), value: organ(published[1]) };
  }
}

function organ(name: string): string {
  return name.replace(/中华人民共和国(?=国务院|中央军事委员会)/g, '');
}
