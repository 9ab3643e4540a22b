import { foldCase } from './term-index';

/** What a corpus calls its documents: titles and numbers as they are published. */
export interface CorpusNames {
  titles: readonly string[];
  numbers: readonly string[];
}

const remarks =
  /[（(【[](?:示例|节录|试行|暂行|征求意见稿|修订|\d{4}(?:年)?(?:修订|修正)?|\d{4}-\d{2}-\d{2})[）)】\]]/g;
const marks = /[^\p{L}\p{N}]+/gu;
const place = /^(?:中华人民共和国|(?:[\p{Script=Han}]{2,7}?(?:省|市|自治区|自治州|经济特区)))/u;
const wrapped =
  /^(?:.{0,30}?)关于(?:印发|公布|发布|修订|开展)?(?<matter>.{4,}?)的?(?:通知|公告|意见|决定|批复|函|通告)$/u;

/** A title as it is compared: without remarks like （示例）, marks and spaces, in small letters. */
export function titleFace(title: string): string {
  return foldCase(title.normalize('NFKC').replace(remarks, '').replace(marks, ''));
}

/**
 * The names by which people call a document: its title, the title without 中华人民共和国 or its city, the matter of a
 * 关于…的通知, and the name inside 《》. The title itself comes first. Short ones are kept for statutes alone
 * (公司法, not 办法).
 */
export function namesOfTitle(title: string): string[] {
  const whole = titleFace(title);
  const plain = title.normalize('NFKC').replace(remarks, '');
  const inner = /[《〈](?<name>[^《》〈〉]{4,})[》〉]/u.exec(plain)?.groups?.name;
  const matter = wrapped.exec(plain.replace(/[《》〈〉]/g, ''))?.groups?.matter;
  const shorter = [whole, inner, matter].flatMap((name) =>
    name === undefined ? [] : [titleFace(name), titleFace(name).replace(place, '')],
  );
  return [...new Set([whole, ...shorter.filter(isTelling)])];
}

function isTelling(name: string): boolean {
  if (name.length >= 6) return !/^(?:实施办法|管理办法|实施细则|暂行办法|管理规定)$/.test(name);
  return (
    name.length >= 3 &&
    /(?<!办|方|用|做|书|想|说|看|依|合|违|司|立|执)法$|条例$/.test(name) &&
    !/^条例$/.test(name)
  );
}
