import { extractFigures } from '../../answers/extract-figures';
import { splitSentences } from '../../answers/split-clauses';
import { bodyOf, headOf } from './passage-head';
import type { Found, NoticeDraft, NoticeElement, NoticePassage } from './notice-draft';

/** By which words a sentence states an element; `heads` are headings under which each sentence does. */
const signs: Record<NoticeElement, { says: RegExp; heads: RegExp }> = {
  audience: {
    says: /(?:支持|扶持|适用|惠及|申报|奖补|补贴|补助|服务)对象|适用于|本(?:办法|细则|意见|通知)所称[^，。]{0,16}(?:企业|单位)/,
    heads: /对象|适用范围/,
  },
  conditions: { says: /(?:下列|以下|如下)[^。；]{0,8}条件|申报条件[：:]/, heads: /条件/ },
  timeLimit: {
    says: /(?:\d+|[一二三四五六七八九十]+)个?工作日[^。；]{0,24}(?:办结|审核|完成|拨付|兑现|答复|公示)|办理时限|兑现时限/,
    heads: /(?:办理|办结|兑现|审核)时限/,
  },
  address: { says: /(?:受理|办理|申报|窗口)(?:地点|地址|方式|窗口)/, heads: /地点|地址|申报方式/ },
  phone: { says: /(?:咨询|联系|服务|监督)(?:电话|热线|方式)/, heads: /电话|联系方式/ },
};
const startsMaterials = /(?:申报|申请|提交|所需)[^。；]{0,6}材料/;

/** The five elements, each in the words of the notice; one that it doesn't state is left out. */
export function readElements(passages: readonly NoticePassage[]): NoticeDraft['elements'] {
  const elements: NoticeDraft['elements'] = {};
  for (const element of Object.keys(signs) as NoticeElement[]) {
    const found = findElement(passages, element);
    if (found) elements[element] = found;
  }
  return elements;
}

function findElement(passages: readonly NoticePassage[], element: NoticeElement): Found<string> | null {
  const { says, heads } = signs[element];
  for (const passage of passages) {
    const sentences = splitSentences(bodyOf(passage));
    const at = sentences.findIndex((sentence) => says.test(sentence));
    const quote = at >= 0 ? withItems(sentences, at) : headedBy(passage, heads);
    if (quote) {
      return { value: quote.trim(), quote, passageId: passage.id, path: passage.path, doubts: [] };
    }
  }
  return null;
}

/** A sentence that opens a list is told with it. */
function withItems(sentences: readonly string[], at: number): string {
  const sentence = sentences[at] ?? '';
  if (!/[：:]$/.test(sentence)) return sentence;
  const items = sentences.slice(at + 1);
  const end = items.findIndex((item) => !/^[（(\d①-⑳]/.test(item));
  return [sentence, ...(end < 0 ? items : items.slice(0, end))].join('\n');
}

function headedBy(passage: NoticePassage, heads: RegExp): string | null {
  return heads.test(headOf(passage)) ? bodyOf(passage) : null;
}

/** What to bring, item by item: 申请材料包括：申请表、…. */
export function readMaterials(passages: readonly NoticePassage[]): Found<string>[] {
  for (const passage of passages) {
    const sentences = splitSentences(passage.text);
    const at = sentences.findIndex((sentence) => startsMaterials.test(sentence) && /[：:]/.test(sentence));
    if (at < 0) continue;
    const quote = withItems(sentences, at);
    const [first = '', ...items] = quote.split('\n');
    const named =
      items.length > 0
        ? items
        : first.slice(first.search(/[：:]/) + 1).split(/[、；;]|以及|和(?=[^（(]*[^、]$)/);
    return named
      .map((item) => item.replace(/^[（(][一二三四五六七八九十\d]+[）)]|[。；;]$/g, '').trim())
      .filter((item) => item !== '')
      .map((value) => ({ value, quote, passageId: passage.id, path: passage.path, doubts: [] }));
  }
  return [];
}

/** When applications are taken: a sentence on the time of application with two whole dates. */
export function readWindow(passages: readonly NoticePassage[]): NoticeDraft['window'] {
  for (const passage of passages) {
    // 三、申报时间 stands above the days in a line of its own.
    const above = headOf(passage);
    for (const quote of splitSentences(passage.text)) {
      if (!/申报(?:时间|期限|期)|受理(?:时间|期限)|申请(?:时间|期限)/.test(`${above}${quote}`)) continue;
      const [opens, closes] = extractFigures(quote).filter(
        ({ kind, value }) => kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value),
      );
      if (!opens || !closes || closes.value < opens.value) continue;
      const value = { opens: opens.value, closes: closes.value };
      return { value, quote, passageId: passage.id, path: passage.path, doubts: [] };
    }
  }
  return null;
}
