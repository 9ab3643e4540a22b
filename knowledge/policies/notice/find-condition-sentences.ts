import { splitSentences } from '../../answers/split-clauses';
import type { NoticePassage } from './notice-draft';
import { bodyOf, headOf, isHeadLine } from './passage-head';

/** A sentence that may state a condition. */
export interface NoticeSentence {
  passageId: number;
  path: string;
  /** Without the number of the item. */
  text: string;
  /** Verbatim. */
  quote: string;
  /** It stands in a list of conditions, and not only where a condition might stand. */
  isListed: boolean;
}

const itemMark =
  /^[\s\u3000]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|[①-⑳]|[-•·])\s*/;
/** 应当同时符合下列条件：, 须具备以下条件, 满足下列条件之一. */
const opensList = /(?:下列|以下|如下)[^。；]{0,8}(?:条件|要求|情形)|(?:条件|要求)(?:如下)?[：:]\s*$/;
/** 一、申报条件: the items below it are conditions. */
const headsList = /(?:条件|资格|资格要求|基本要求)$/;
const headsConditions = /条件|对象|范围|资格|标准|要点/;
const headsOther =
  /程序|流程|材料|监督|管理|附则|审核|拨付|(?:申报|受理|申请|办理)(?:时间|期限)|方式|地点|电话|罚|责任|优惠|补助标准|奖励标准|资助标准/;
/** Why a text was made, how long it holds and what is paid: no conditions, whatever words they use. */
const saysOther =
  /^#|制定本|自[^。]{4,20}(?:起施行|起执行)|(?:执行|施行)至|同时废止|(?:奖励|补助|补贴|资助|返还)[^，。；]{0,16}元/;

/**
 * The sentences of a notice that may be conditions: the items of lists that are opened as conditions, and, in passages
 * headed 申报条件, 支持对象 and the like, each sentence. Where a notice has neither, every sentence may be one.
 */
export function findConditionSentences(passages: readonly NoticePassage[]): NoticeSentence[] {
  const listed = passages.flatMap(listedIn);
  if (listed.length > 0) return listed;
  const heads = passages.map((passage) => ({ passage, head: headOf(passage) }));
  const headed = heads
    .filter(({ head }) => headsConditions.test(head) && !headsOther.test(head))
    .map(({ passage }) => passage);
  return (headed.length > 0 ? headed : passages).flatMap((passage) =>
    splitSentences(bodyOf(passage))
      .filter((quote) => !saysOther.test(quote))
      .map((quote) => sentenceOf(passage, quote, false)),
  );
}

function listedIn(passage: NoticePassage): NoticeSentence[] {
  const lines = passage.text.split('\n').filter((line) => line.trim() !== '');
  const sentences: NoticeSentence[] = [];
  let isOpen = opensList.test(passage.path.split(' ').at(-1) ?? '') && itemMark.test(lines[0] ?? '');
  for (const line of lines) {
    if (itemMark.test(line)) {
      if (isOpen) sentences.push(...splitItem(passage, line));
    } else {
      isOpen = opensList.test(line) || (isHeadLine(line) && headsList.test(line));
    }
  }
  return sentences;
}

/** Semicolons within an item part conditions; commas may, and are left to the reader of conditions. */
function splitItem(passage: NoticePassage, line: string): NoticeSentence[] {
  return line
    .trim()
    .split(/(?<=[；;])(?=.)/)
    .map((quote) => sentenceOf(passage, quote.trim(), true));
}

function sentenceOf({ id, path }: NoticePassage, quote: string, isListed: boolean): NoticeSentence {
  const text = quote.replace(itemMark, '').trim();
  return { passageId: id, path, text, quote, isListed };
}
