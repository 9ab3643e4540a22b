import { namesOfTitle, titleFace } from './corpus-names';
import { TermIndex } from './term-index';

/** The names of a corpus's documents: name → titles. */
export type TitleIndex = TermIndex<readonly string[]>;

/** A name that more documents share says which kind is meant, not which document. */
const mostForOneName = 4;

/** The titles of a corpus under all names by which they are called. */
export function indexTitles(titles: Iterable<string>): TitleIndex {
  const names = new Map<string, string[]>();
  for (const title of new Set(titles)) {
    for (const name of namesOfTitle(title)) {
      const sharing = names.get(name) ?? [];
      sharing.push(title);
      names.set(name, sharing);
    }
  }
  return new TermIndex([...names].filter(([, sharing]) => sharing.length <= mostForOneName));
}

/** The documents that a question names by title or a shorter name of it, in order, at most five. */
export function findTitles(text: string, titles: TitleIndex): string[] {
  const face = titleFace(text);
  const found: string[] = [];
  for (let at = 0; at < face.length;) {
    const start = at;
    const name = titles.longestAt(face, start, (end) => standsFree(face, start, end));
    if (name) found.push(...name.value);
    at = name ? name.end : at + 1;
  }
  return [...new Set(found)].slice(0, 5);
}

/** 公司法 is not in 公司法人; a short name must not begin inside 民营企业所得税法. */
function standsFree(face: string, start: number, end: number): boolean {
  const [next = ''] = face.slice(end, end + 2);
  return end - start >= 8 || !/[人定律规院官制治]/.test(next);
}
