import { titleKey } from '../title-key';

/** A document that another one repeals, with the sentence that says so and the name's place in the text. */
export interface FoundRepeal {
  title: string;
  documentNumber: string | null;
  words: string;
  start: number;
  end: number;
}

const sentence = /[^。\n]*(?:同时废止|予以废止|即行废止|同时停止执行|同时失效|相应废止|自行废止)[^。\n]*/g;
const named =
  /《([^《》]+(?:《[^《》]*》[^《》]*)*)》(?:\s*[（(]([^（）()]*[〔[［（(]?\d{4}[〕\]］）)]?[^（）()]*号)[）)])?/g;

/**
 * The documents that the text repeals: those named in a sentence with 同时废止, 予以废止 or 即行废止. What the sentence only
 * leans on (根据《…》), parts of a document (《…》第五条) and the document itself are left out.
 */
export function findRepeals({ text, title }: { text: string; title: string }): FoundRepeal[] {
  const own = titleKey(title);
  return [...text.matchAll(sentence)].flatMap((match) => {
    const end = match[0].search(/(?:同时废止|予以废止|即行废止|同时停止执行|同时失效|相应废止|自行废止)/);
    const before = match[0].slice(0, end);
    // Conditions in general (与本法抵触的规定同时废止) name nothing; a list of texts does.
    return [...before.matchAll(named)].flatMap((found): FoundRepeal[] => {
      const lead = before.slice(0, found.index);
      const rest = before.slice(found.index + found[0].length);
      if (
        /(?:根据|依照|按照|依据|适用|执行|修改)[^，。；]{0,4}$/.test(lead) ||
        /^\s*(?:第|中的?|有关|的规定|所|规定)/.test(rest)
      )
        return [];
      if (found[1] === undefined || titleKey(found[1]) === own) return [];
      const start = match.index + found.index;
      return [
        {
          title: found[1],
          documentNumber: found[2] ?? null,
          words: match[0].trim(),
          start,
          end: start + found[0].length,
        },
      ];
    });
  });
}
