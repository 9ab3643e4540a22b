/** How every short message ends: the reader's way out. */
export const smsEnding = '拒收请回复R';

/** The most UTF-16 units of one short message with Chinese characters (UCS-2); a longer one is charged and cut in parts. */
export const smsLimit = 70;

/** What is wrong with a short message. */
export type SmsProblem = 'empty' | 'too-long' | 'link' | 'amount' | 'no-ending';

/** A scheme, a host or an address: whatever a phone makes clickable. */
const link = /:\/\/|www\.|[\p{L}\p{N}-]+\.[a-z]{2,}|@/iu;

const figure = '[\\d零〇一二两三四五六七八九十百千万亿]';
/** A sum of money in digits or characters: 30 万元, ￥1,000, 五百块, 50万. */
const amount = new RegExp(
  `[¥￥$€]|\\b(?:rmb|cny|usd)\\b|人民币|${figure}[\\d\\s.,，零〇一二两三四五六七八九十百千万亿]*(?:元|圆|块|角|yuan)|\\d[\\d\\s.,，]*[十百千万亿]`,
  'iu',
);

/**
 * What keeps a text from leaving as a short message. Messages that name money or carry a link are what fraud looks like,
 * so ours never do (shared rule of the wording: no link, no amount, 70 characters, the way out at the end).
 */
export function smsProblems(text: string): SmsProblem[] {
  const plain = text.normalize('NFKC');
  const words = text.endsWith(smsEnding) ? text.slice(0, -smsEnding.length) : text;
  return [
    ...(words.trim() === '' ? (['empty'] as const) : []),
    ...(text.length > smsLimit || plain.length > smsLimit ? (['too-long'] as const) : []),
    ...(link.test(plain) ? (['link'] as const) : []),
    ...(amount.test(plain) ? (['amount'] as const) : []),
    ...(text.endsWith(smsEnding) ? [] : (['no-ending'] as const)),
  ];
}
