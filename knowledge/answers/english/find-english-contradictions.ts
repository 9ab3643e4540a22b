import { extractFigures } from '../extract-figures';
import { extractEnglishFigures } from './extract-english-figures';
import { glossaryHits } from './english-glossary';

/** English words that deny nothing. */
const harmless =
  /\bno\.?\s?\d+|\b(?:no|not) (?:more|less|fewer|later|longer|lower|higher|greater|smaller|larger|only|limited)\b|\b(?:does|do|may|must|shall|should|is|are|will)? ?(?:not|never) (?:to )?exceed\w*|\bnon-\w+|\bnot yet\b/gi;
const deniesInEnglish =
  /\b(?:not|no|none|nor|neither|never|cannot|can't|won't|don't|doesn't|isn't|aren't|without|except|excepted|excluding|excluded|excludes?|unless|ineligible|prohibit\w*|forbidden|refus\w*|reject\w*|exempt\w*|free of|free from|waive\w*|denied|barred|stops?|ceases?|lose|loses)\b/i;
const denies =
  /不予|不得|不能|不享受|不适用|不支持|不重复|不再|不需|无需|无须|免予|免于|禁止|严禁|未|免|除外|以外|停止|无/;
const strong = /不予|不得|不享受|不适用|不支持|不重复|不能享受|禁止|严禁/;
const harmlessChinese =
  /不超过|不低于|不高于|不少于|不多于|不得低于|不得高于|不得少于|不得超过|不满|不足|未满|不含|不仅/g;

/**
 * Whether an English sentence turns its Chinese passage round: it denies where nothing there is denied, or affirms what
 * the segment nearest to it forbids. Coarser than the check of Chinese sentences, and as cautious: what is doubtful is
 * returned, so that it isn't shown.
 */
export function findEnglishContradictions(sentence: string, passageText: string): string[] {
  const said = sentence.replace(harmless, ' ');
  const denial = deniesInEnglish.exec(said)?.[0];
  const text = passageText.replace(harmlessChinese, (words) => '＿'.repeat(words.length));
  if (denial !== undefined) return denies.test(text) ? [] : [denial];
  const near = nearestSegment(sentence, text);
  const forbidden = near === null ? null : strong.exec(near);
  return forbidden ? [forbidden[0]] : [];
}

/** The segment of the passage that speaks most of what the sentence speaks of; null when none does. */
function nearestSegment(sentence: string, text: string): string | null {
  const scored = text
    .split(/[。；;\n]|，(?=但)/)
    .filter((segment) => segment.trim() !== '')
    .map((segment) => ({ segment, score: englishScore(sentence, segment) }))
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  return best && best.score > 0 ? best.segment : null;
}

/** How much a piece of Chinese text speaks of what an English sentence does: its words, and above all its figures. */
export function englishScore(sentence: string, chinese: string): number {
  const words = glossaryHits(sentence).filter((pattern) => pattern.test(chinese)).length;
  const known = new Set(extractFigures(chinese).map(({ value }) => value));
  return words + 3 * extractEnglishFigures(sentence).filter(({ value }) => known.has(value)).length;
}
