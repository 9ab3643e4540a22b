const ask =
  /(?:之间)?(?:有(?:什么|啥|哪些|何)?|的|到底|主要|具体)*\s*(?:区别|不同|差别|差异|异同|不一样|对比|比较|哪个(?:更)?(?:好|划算|合适|高|容易|优惠)|怎么选|如何选择)/;
const lead = /^(?:请问|你好|您好|想问|问一下|帮我|麻烦|请)*(?:比较|对比|比一比|区分)?(?:一下|下)?/;
const joins = /和|与|跟|同|对比|相比|还是|vs\.?|VS/;
const past = /今年|去年|前年|往年|以前|之前|原来|旧|新版|新的|现行|上一版|修订|20\d{2}/;
const english =
  /(?:difference|differences|differ|compare|comparison)\s*(?:between|of)?\s+(?:the\s+)?(.{3,60}?)\s+(?:and|with|to|from|versus|vs\.?)\s+(?:the\s+)?(.{3,60}?)[?.]*$/i;

/** The two things that a question compares (A 和 B 有什么区别), or null. Versions of one thing aren't two things. */
export function readComparison(message: string): [string, string] | null {
  const text = message.trim();
  const inEnglish = english.exec(text);
  if (inEnglish?.[1] && inEnglish[2]) return [inEnglish[1].trim(), inEnglish[2].trim()];
  const hasLead = /^(?:请问|你好|您好|想问|问一下|帮我|麻烦|请)*(?:比较|对比|比一比|区分)/.test(text);
  const asked = ask.exec(text);
  if (!asked && !hasLead) return null;
  const named = text
    .replace(lead, '')
    .replace(/^[，,\s]+/, '')
    .split(/[，。；？！?;!]/)
    .find((piece) => joins.test(piece));
  if (!named) return null;
  const cut = ask.exec(named);
  const words = (cut && cut.index > 2 ? named.slice(0, cut.index) : named).replace(
    /(?:的|之间|有什么|到底)+$/,
    '',
  );
  const parts = words
    .split(joins)
    .map((part) => part.trim())
    .filter((part) => part.length >= 2);
  const [a, b] = parts;
  if (parts.length !== 2 || !a || !b || a === b || past.test(a) || past.test(b)) return null;
  return [a, b];
}
