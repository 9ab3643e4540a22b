import { titleKey } from '../title-key';

import { findRepeals } from './find-repeals';
import type { FoundRelation, RelationKind } from './relation-kind';

/** A document's name in a text: 《title》, with 〈…〉 or 《…》 inside, and its number in brackets behind it. */
const name =
  /《([^《》]+(?:《[^《》]*》[^《》]*)*)》(?:\s*[（(]([^（）()]{0,20}[〔[［（(]?\d{4}[〕\]］）)]?[^（）()]{0,12}号)[）)])?/g;
const innerName = /[《〈]([^《》〈〉]{2,80})[》〉]/g;

interface Source {
  text: string;
  title: string;
}

/**
 * The relations that a text states: what it repeals (同时废止《…》, which acts at once), replaces (代替《…》), amends
 * (关于修改《…》的决定), implements (根据《…》制定本…) and explains (关于《…》的解读). Only names in 《》 count; a number alone,
 * a general rule (有关法律) and the document itself are no targets. One of a kind a title, in the order of the text.
 */
export function findRelations(source: Source): FoundRelation[] {
  const repeals = findRepeals(source).map((repeal): FoundRelation => ({
    ...repeal,
    kind: 'repeals',
    cue: repealCue.exec(repeal.words)?.[0] ?? '废止',
    state: 'acting',
  }));
  const taken = new Set(repeals.map(({ start }) => start));
  const others = [...inTitle(source), ...inText(source)].filter(({ start }) => !taken.has(start));
  const own = titleKey(source.title);
  const seen = new Set<string>();
  return [...repeals, ...others]
    .filter((relation) => {
      const key = `${relation.kind}\0${titleKey(relation.title)}`;
      if (titleKey(relation.title) === own || (relation.state === 'proposed' && seen.has(key))) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.start - b.start);
}

const repealCue = /同时废止|予以废止|即行废止|同时停止执行|同时失效|相应废止|自行废止/;

const titleRules: readonly { kind: RelationKind; cue: RegExp }[] = [
  { kind: 'amends', cue: /(?:关于)?(?:修改|修订|修正|修正案)/ },
  { kind: 'repeals', cue: /废止/ },
  { kind: 'explains', cue: /(?:立法)?解释|(?:政策)?解读|问答|释义|图解/ },
  {
    kind: 'implements',
    cue: /实施(?=[《〈])|(?<=[》〉])(?:的)?(?:实施|若干)(?:细则|办法|规定|意见)|贯彻(?:执行|落实|实施)?(?=[《〈])/,
  },
];

/** 关于修改《…》的决定, 关于《…》的解读, …省实施《…》办法, 《…》实施细则; and …法实施条例 without 《》. */
function inTitle({ text, title }: Source): FoundRelation[] {
  const at = text.indexOf(title);
  const place = (offset: number) => (at === -1 ? -1 - offset : at + offset);
  const bare = title.normalize('NFKC').replace(/^《(.*)》$/, '$1');
  const derived = /^(.{2,60}(?:法|条例|规定|办法))(实施(?:条例|细则|办法|规定))(?:[（(].*[）)])?$/.exec(bare);
  if (derived?.[1] !== undefined && derived[2] !== undefined && !/[《〈]/.test(bare)) {
    const start = place(Math.max(0, title.indexOf(derived[1])));
    return [relation('implements', derived[1], null, title, derived[2], start, start + derived[1].length)];
  }
  // A notice that issues a text (关于印发《…》的通知) is that text; it bears on it no otherwise.
  if (/印发|公布|发布|转发/.test(title)) return [];
  const rule = titleRules.find(({ cue }) => cue.test(title) && /[《〈]/.test(title));
  const cue = rule?.cue.exec(title)?.[0];
  if (!rule || cue === undefined) return [];
  return [...title.matchAll(innerName)].flatMap((match) => {
    const start = place(match.index);
    return match[1] === undefined
      ? []
      : [relation(rule.kind, match[1], null, title, cue, start, start + match[0].length)];
  });
}

interface TextRule {
  kind: RelationKind;
  /** A sentence that states it, with the names in the group `names`. */
  sentence: RegExp;
  cue: RegExp;
  /** How far into the text it may stand, in characters; statutes say their ground at once. */
  within?: number;
}

const textRules: readonly TextRule[] = [
  {
    kind: 'implements',
    sentence:
      /(?:根据|依据|依照|按照|为(?:了)?(?:贯彻|实施|执行|落实)+)(?<names>[^。；\n]{0,200}?)制定(?:了)?(?:本|以下|如下|下列)[^。；\n]{0,12}/g,
    cue: /制定(?:了)?(?:本|以下|如下|下列)[\p{Script=Han}]{0,8}/u,
    within: 3000,
  },
  {
    kind: 'implements',
    sentence:
      /(?:根据|依据|依照|按照|为(?:了)?(?:贯彻|实施|执行|落实)+)(?<names>[^。；\n]{0,200}?)现(?:就|将|对|公告|通知|印发|作)[^。；\n]{0,60}(?:如下|下发|印发)/g,
    cue: /现(?:就|将|对|公告|通知|印发|作)[^。；\n]*$/,
    within: 2000,
  },
  {
    kind: 'replaces',
    sentence: /(?:代替|取代|替代)(?:了)?(?:原)?(?<names>(?:《[^。；\n]{0,120}))/g,
    cue: /代替|取代|替代/,
  },
  {
    kind: 'replaces',
    sentence: /原(?<names>《[^。；\n]{0,160}?)(?:不再执行|停止执行|不再适用)/g,
    cue: /不再执行|停止执行|不再适用/,
  },
  {
    kind: 'amends',
    sentence:
      /(?:决定)?对(?<names>《[^。；\n]{0,160}?)(?:作|做)(?:出)?(?:如下|以下|部分)?(?:修改|修订|修正)/g,
    cue: /(?:作|做)(?:出)?(?:如下|以下|部分)?(?:修改|修订|修正)/,
  },
  {
    kind: 'amends',
    sentence: /将(?<names>《[^。；\n]{0,80}?)第[^。；\n]{1,20}(?:条|款|项)[^。；\n]{0,30}修改为/g,
    cue: /修改为/,
  },
  {
    kind: 'repeals',
    sentence: /(?:决定|现(?:予以?)?)废止(?<names>《[^。；\n]{0,200})/g,
    cue: /废止/,
  },
  {
    kind: 'explains',
    sentence:
      /(?:现)?(?:就|对|将)(?<names>《[^。；\n]{0,120}?)(?:有关(?:问题|事项)|相关(?:问题|内容))?(?:解释|解读|说明)如下/g,
    cue: /(?:解释|解读|说明)如下/,
  },
];

function inText({ text }: Source): FoundRelation[] {
  return textRules.flatMap((rule) =>
    [...text.matchAll(rule.sentence)].flatMap((match) => {
      if (rule.within !== undefined && match.index > rule.within) return [];
      const names = match.groups?.names ?? '';
      const offset = match.index + match[0].indexOf(names);
      const cue = rule.cue.exec(match[0])?.[0] ?? '';
      return namesIn(names, rule.kind).map((found) =>
        relation(
          rule.kind,
          found.title,
          found.documentNumber,
          sentenceAround(text, match.index, match[0].length),
          cue,
          offset + found.start,
          offset + found.end,
        ),
      );
    }),
  );
}

interface Named {
  title: string;
  documentNumber: string | null;
  start: number;
  end: number;
}

/** The names joined by 和, 、, 及; a name in brackets behind another (以下简称《…》) is only its short form. */
function namesIn(words: string, kind: RelationKind): Named[] {
  return [...words.matchAll(name)].flatMap((match) => {
    const before = words.slice(0, match.index);
    const after = words.slice(match.index + match[0].length);
    if (match[1] === undefined || /(?:简称|下称|统称)\s*[:：“"]?$/.test(before)) return [];
    // What another document says about a part (《…》第五条) is still that document for these; for an end it isn't.
    if (kind === 'replaces' && /^\s*(?:第[一二三四五六七八九十百\d]+|中的?|所)/.test(after)) return [];
    return [
      {
        title: match[1],
        documentNumber: match[2] ?? null,
        start: match.index,
        end: match.index + match[0].length,
      },
    ];
  });
}

function relation(
  kind: RelationKind,
  title: string,
  documentNumber: string | null,
  words: string,
  cue: string,
  start: number,
  end: number,
): FoundRelation {
  return {
    kind,
    title,
    documentNumber,
    words: words.trim().slice(0, 600),
    cue,
    start,
    end,
    state: 'proposed',
  };
}

function sentenceAround(text: string, start: number, length: number): string {
  const before = text.slice(Math.max(0, start - 160), start);
  const begin = start - (before.length - Math.max(before.lastIndexOf('。'), before.lastIndexOf('\n')) - 1);
  const rest = text.slice(start + length);
  const end = rest.search(/[。\n]/);
  return text.slice(
    begin,
    start + length + (end === -1 ? Math.min(rest.length, 80) : Math.min(end + 1, 120)),
  );
}
