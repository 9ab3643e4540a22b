const bracketed =
  /(?<issuer>\p{Script=Han}{1,12})?\s*[〔[(【〖「〈《⟦]\s*(?<year>(?:19|20)\d{2})\s*[〕\])】〗」〉》⟧]\s*第?\s*(?<serial>\d{1,5})\s*号/gu;
const announced =
  /(?<issuer>\p{Script=Han}{1,12}?)?\s*(?<year>(?:19|20)\d{2})\s*年\s*第?\s*(?<serial>\d{1,5})\s*号/gu;

/** A document number (文号) found in text: 国发〔2024〕12号 is issuer 国发, year 2024, serial 12. */
export interface DocumentNumber {
  issuer: string;
  year: number;
  serial: number;
}

/**
 * Finds document numbers in normal text (NFKC, lower case), whatever brackets they are written in: 〔2024〕, [2024],
 * (2024), 【2024】, and the announcements' 2024年第12号. The issuer is what Han characters stand before it, so in running
 * text it may begin too early (根据国发).
 */
export function findDocumentNumbers(normalText: string): DocumentNumber[] {
  return [...normalText.matchAll(bracketed), ...normalText.matchAll(announced)].map(({ groups }) => ({
    issuer: groups?.issuer ?? '',
    year: Number(groups?.year),
    serial: Number(groups?.serial),
  }));
}

/**
 * The search tokens of every document number in the text: year and serial (2024/12), and the same with the last two
 * characters of the issuer (国发2024/12), which tell 财税 from 国发 and don't depend on where the issuer begins.
 */
export function documentNumberTokens(normalText: string): string[] {
  return findDocumentNumbers(normalText).flatMap(({ issuer, year, serial }) => {
    const number = `${String(year)}/${String(serial)}`;
    const tail = [...issuer].slice(-2).join('');
    return tail === '' ? [number] : [number, tail + number];
  });
}
