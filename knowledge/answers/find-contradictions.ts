/** A verb or noun that a text affirms or denies, with the words around it. */
interface Statement {
  /** The two characters after the denial. */
  key: string;
  isDenied: boolean;
  segment: string;
}

/** Words with 不, 未, 非 or 无 that deny nothing. */
const harmless =
  /不仅|不但|不论|不管|不同|不少于|不低于|不超过|不高于|不多于|不大于|不小于|不得低于|不得少于|不得超过|不得高于|不满|不足|不到|不动产|不断|不变|不定期|未来|未成年|未满|未超过|非常|非公|非居民|无形|无偿|无障碍|不含税/g;
const denial =
  /不予|不得|不能|不可以?|不应当?|不准|不再|不必|不用|无需|无须|不需要?|没有|尚未|禁止|严禁|不|未|无/g;
const afterDenial = /^(?:再|得|予|能够?|可以|应当?|需要?|同时|重复|被)/;
const segmentEnds = /[，。；：、！？\n（）()]/;
const anyDenial = /[不未无非免禁]|没有|除外|以外/;

/**
 * Words that a sentence affirms and its passage denies, or the other way round: 可以享受 against 不得享受, and what a 但书
 * takes out (烟草制造业除外) told as if it were in. Compared in the passage's segment nearest to the sentence; words that
 * the passage says both ways count as it says them there.
 */
export function findContradictions(sentence: string, passageText: string): string[] {
  const said = statements(sentence);
  const denied = new Set(statements(passageText).map(({ key }) => key));
  const found = new Set<string>();
  // What a 但书 takes out may be denied what the rule affirms.
  const namesException = exceptions(passageText).some((words) => sentence.includes(words));
  for (const { key } of said.filter(({ isDenied }) => isDenied)) denied.add(key);
  for (const key of denied) {
    const inSentence = occurrences(sentence, key);
    if (inSentence.length === 0) continue;
    const inPassage = occurrences(passageText, key);
    for (const { isDenied, segment } of inSentence) {
      if (isDenied && namesException) continue;
      if (inPassage.length === 0) {
        if (isDenied && !anyDenial.test(passageText.replace(harmless, ''))) found.add(key);
        continue;
      }
      const near = nearest(segment, sentence, inPassage);
      if (near.every((place) => place.isDenied !== isDenied)) found.add(key);
    }
  }
  return [...found, ...affirmedExceptions(sentence, passageText)];
}

/** What the text denies. */
function statements(text: string): Statement[] {
  return segments(text).flatMap((segment) => {
    const plain = segment.replace(harmless, (words) => '＿'.repeat(words.length));
    return [...plain.matchAll(denial)].flatMap((match) => {
      const rest = plain.slice(match.index + match[0].length).replace(afterDenial, '');
      const key = /^[\u4e00-\u9fa5]{2}/.exec(rest)?.[0];
      return key ? [{ key, isDenied: true, segment }] : [];
    });
  });
}

/** Where the words stand, and whether a denial stands before them in their segment. */
function occurrences(text: string, key: string): Statement[] {
  return segments(text).flatMap((segment) => {
    const at = segment.indexOf(key);
    if (at < 0) return [];
    const lead = segment.slice(Math.max(0, at - 8), at).replace(harmless, '');
    return [{ key, isDenied: new RegExp(denial.source).test(lead), segment }];
  });
}

const segments = (text: string) => text.split(segmentEnds).filter((segment) => segment.trim() !== '');

/** The places that share most with the sentence; several when they share as much. */
function nearest(segment: string, sentence: string, places: Statement[]): Statement[] {
  const scored = places.map((place) => ({
    place,
    score: shared(place.segment, segment) * 2 + shared(place.segment, sentence),
  }));
  const best = Math.max(...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score === best).map(({ place }) => place);
}

function shared(a: string, b: string): number {
  const pairs = new Set(Array.from({ length: Math.max(0, a.length - 1) }, (_, at) => a.slice(at, at + 2)));
  return [...pairs].filter((pair) => b.includes(pair)).length;
}

/** Things named before 除外 or between 除 and 外, told without saying that they are excepted. */
function affirmedExceptions(sentence: string, passageText: string): string[] {
  if (anyDenial.test(sentence.replace(harmless, ''))) return [];
  return exceptions(passageText).filter((words) => sentence.includes(words));
}

function exceptions(passageText: string): string[] {
  const excepted = [
    ...passageText.matchAll(/([^，。；：\n]{2,40})除外/g),
    ...passageText.matchAll(/除([^，。；：\n]{2,40}?)(?:以外|之外|外)[，的]/g),
  ];
  return excepted
    .flatMap(([, words = '']) => words.split(/[、和及或]|以及/))
    .map((words) => words.replace(/^(?:但是|但|其中|属于|具有|存在|有|对|在|的)+|(?:的|等|企业)+$/g, ''))
    .filter((words) => words.length >= 3);
}
