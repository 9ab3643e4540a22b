import { Converter } from 'opencc-js/t2cn';

const traditional = Converter({ from: 't', to: 'cn' });

/**
 * Traditional characters as simplified ones, length kept (OpenCC's tables). Simplified text stays as it is, which is
 * measured on the statutes in the tests: 坏 is also a traditional form of 坯, and stays 坏.
 */
export function simplifyScript(text: string): string {
  // Twice, since a phrase may only be one once its neighbours are simplified.
  const once = convert(text);
  return once === text ? text : convert(once);
}

function convert(text: string): string {
  const converted = traditional(text);
  if (converted === text) return text;
  const [before, after] = [[...text], [...converted]];
  // A conversion that changes the count of characters would shift every place in the text: characters one by one then.
  if (before.length !== after.length) return before.map((one) => keepLength(one, traditional(one))).join('');
  return before.map((one, at) => keepLength(one, after[at] ?? one)).join('');
}

const keepLength = (before: string, after: string) =>
  before === '坏' || before.length !== after.length ? before : after;

/**
 * Full-width letters, figures and signs of figures as half-width ones, and compatibility ideographs as the common ones.
 * Chinese punctuation stays: it is no slip.
 */
export function halveWidth(text: string): string {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ％＋－．＆＠＃]/gu, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/[\uF900-\uFAFF\u2F00-\u2FD5]/gu, (one) => {
      const common = one.normalize('NFKC');
      return common.length === one.length ? common : one;
    });
}
