import { aspectOf, withoutAspectWords } from '~/knowledge/answers/question-aspect';

/** What was asked before, as far as a short message may lean on it. */
export interface AskedBefore {
  /** The question before, completed where it leaned on an earlier one itself. */
  question: string;
  /** What it was about, as the answer knew it: the policy's title. */
  topic: string | null;
}

/** A follow-up as a whole question; `added` are the words of the conversation that it was completed with. */
export interface CompletedQuestion {
  text: string;
  added: string;
}

const opening = /^(?:那么?|还有|另外|如果是|要是|换成|换作|再问(?:一下)?)[，,、\s]*/;
const ending = /(?:呢|怎么样|如何)?[？?。！!，,\s]*$/;
const pointing =
  /(?:这个|那个|该|上面(?:说)?的?|刚才(?:说)?的?|这项|那项|这条|它的?|这些|其)(?:政策|补贴|补助|办法|优惠|规定|文件|奖励|条款)?(?:的)?/;
const time =
  /^(?:在)?(?:(?:19|20)\d{2}\s*年(?:度|初|底|末)?(?:\s*\d{1,2}\s*月)?(?:那会儿|的时候|当时|以前|之前)?|去年|前年|今年|明年|以前|现在)(?:的)?$/;
const timeInQuestion =
  /^(?:在)?(?:(?:19|20)\d{2}\s*年(?:度|初|底|末)?(?:\s*\d{1,2}\s*月)?(?:那会儿|的时候|当时|以前|之前)?|去年|前年|今年|明年)(?:的)?[，,]?/;
/** Kinds of firms and people that a policy treats each in its way: one stands for another in a follow-up. */
const subjects = [
  '小型微利企业',
  '小微企业',
  '中小微企业',
  '科技型中小企业',
  '高新技术企业',
  '专精特新中小企业',
  '专精特新企业',
  '小规模纳税人',
  '一般纳税人',
  '个体工商户',
  '个体户',
  '农民专业合作社',
  '合作社',
  '外资企业',
  '民营企业',
  '国有企业',
  '初创企业',
  '制造业企业',
  '软件企业',
  '集成电路企业',
  '大型企业',
  '中型企业',
  '小型企业',
  '微型企业',
  '大企业',
  '中小企业',
  '小企业',
  '高企',
  '高校毕业生',
  '应届生',
  '退役军人',
  '残疾人',
  '失业人员',
].sort((a, b) => b.length - a.length);
const subject = new RegExp(subjects.join('|'));
/** Words that ask or point and name no matter of their own. */
const filler =
  /请问|我们|我司|公司|企业|单位|需要|可以|能够?|应该|还|都|就|要|得|是|有|在|会|的|了|吗|呢|吧|啊|呀|么|什么|哪些?|多少|几|怎么|如何|是否|去|来|到|给|把|被|和|或|及|个|这|那|它|办|申请|申报|办理|享受|领取?|拿|交|准备|提交|政策|补贴|补助|优惠|奖励|标准|条件|要求|材料|流程|时间|期限|金额|钱|最高|最低|一般|具体|大概|另外|如果|以及|为|跟|从|向|谁|部门|窗口|电话|网址|吗|不/g;

/**
 * Completes a message that leans on the question before: another time or kind of firm (那 2023 年呢？ 那小微企业呢？), only
 * an aspect (要多少钱？ 什么时候截止？), or a pointing word (这个政策怎么申请？). Null for a message that stands by itself.
 * Adds words of the conversation alone.
 */
export function completeFollowUp(message: string, before: AskedBefore | null): CompletedQuestion | null {
  if (before === null) return null;
  const text = message.trim();
  if (text === '' || [...text].length > 40 || /[A-Za-z]{4}/.test(text)) return null;
  const opens = opening.test(text);
  const core = text.replace(opening, '').replace(ending, '').trim();
  if (core === '') return null;
  const isTurn = opens || /呢[？?。\s]*$/.test(text);
  if (isTurn && time.test(core)) return atAnotherTime(core, before);
  const named = subject.exec(core)?.[0];
  if (isTurn && named !== undefined && hasNoMatter(core.replace(named, '')))
    return forAnother(core, named, before);
  const topic = topicOf(before);
  if (topic === '' || core.includes(topic)) return null;
  if (pointing.test(core) && hasNoMatter(core.replace(pointing, '')))
    return complete(
      core
        .replace(pointing, `${topic}的`)
        .replace(/的的/, '的')
        .replace(/的(?=怎|如何|什么时候|在哪|去哪|要|需)/, ''),
      topic,
      text,
    );
  if (hasNoMatter(core) && asksSomething(text)) {
    // 还有别的吗 keeps its 还有.
    const asks = text.replace(/^(?:那么?|另外)[，,、\s]*/, '').replace(/[？?。！!\s]+$/, '');
    return complete(`${topic}${asks}`, topic, text);
  }
  if (isTurn && isBareMatter(core)) return aboutAnother(core, before);
  return null;
}

/** 那 2023 年呢: the question before, of that time. */
function atAnotherTime(core: string, { question }: AskedBefore): CompletedQuestion {
  const rest = question.replace(timeInQuestion, '').trim();
  const said = core.replace(/的$/, '').replace(/\s+/g, '');
  return { text: `${said}${/^\d/.test(rest) ? '，' : ''}${rest}`, added: rest };
}

/** 那小微企业呢: the question before, of that kind of firm; an aspect named beside it takes the place of the former. */
function forAnother(core: string, named: string, { question, topic }: AskedBefore): CompletedQuestion {
  const asks = core.replace(named, '').trim();
  const former = subject.exec(question)?.[0];
  if (asks !== '' && aspectOf(asks) !== 'general') {
    const matter = matterOf(question.replace(former ?? '', '')) || (topic ?? '');
    return { text: `${named}${matter}${asks}？`, added: matter };
  }
  const swapped = former === undefined ? `${named}，${question}` : question.replace(former, named);
  return { text: swapped, added: swapped.replace(named, '') };
}

/** 那稳岗返还呢: the same aspect of another matter. */
function aboutAnother(core: string, { question }: AskedBefore): CompletedQuestion | null {
  const aspect = aspectOf(question);
  if (aspect === 'general') return null;
  const asks = question
    .replace(/[？?。！!]+$/, '')
    .replace(new RegExp(`^.*?(?=${escape(askOf(question))})`), '');
  return asks === '' || asks === question ? null : { text: `${core}${asks}？`, added: asks };
}

/** Where the asking words of a question begin. */
function askOf(question: string): string {
  const bare = withoutAspectWords(question, aspectOf(question));
  const [head = ''] = bare.split(/\s{1,}/);
  return question.slice(head.length).replace(/[？?。！!]+$/, '');
}

/** What the question before was about: the policy by its title where one was meant, else its own matter. */
function topicOf({ question, topic }: AskedBefore): string {
  const own = matterOf(question);
  return own.length >= 4 ? own : (topic ?? own);
}

/** A question without its asking words, courtesies and time: 请问研发费用加计扣除比例是多少？ is about 研发费用加计扣除. */
export function matterOf(question: string): string {
  const plain = question
    .trim()
    .replace(timeInQuestion, '')
    .replace(
      /^(?:请问|你好|您好|我想(?:问|了解|咨询)(?:一下)?|想问(?:一下)?|我们(?:公司)?|我司|公司)[，,]?/,
      '',
    );
  const asked = asking.exec(plain);
  const head = asked && asked.index >= 2 ? plain.slice(0, asked.index) : plain;
  const [matter = ''] = withoutAspectWords(head, aspectOf(plain))
    .split(/[，,。？?！!；;\s]/)
    .filter((part) => part.length >= 2);
  return matter
    .replace(/^(?:申请|申报|办理|享受)/, '')
    .replace(/(?:的|是|有|要|需要|应该|最高|一般|能|可以|了|都)+$/, '');
}

/** Where a question begins to ask. */
const asking =
  /(?:需要|要|有|符合|满足|按照?|应该|应当|能|可以|是|给|交|返|补|奖|在|去|向)*(?:什么|哪些|哪里|哪儿|哪个|多少|怎么|怎样|如何|几|吗|呢|是否|能否|能不能|可不可以|够不够|谁|何时)/;

const hasNoMatter = (text: string) => {
  const bare = withoutAspectWords(text, aspectOf(text)).replace(filler, '');
  return (bare.match(/[\p{Script=Han}\p{L}\p{N}]/gu) ?? []).length < 2;
};
const asksSomething = (text: string) => aspectOf(text) !== 'general' || /[？?吗呢]/.test(text);
const isBareMatter = (core: string) => core.length >= 3 && core.length <= 16 && aspectOf(core) === 'general';
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function complete(text: string, added: string, message: string): CompletedQuestion | null {
  const whole = /[？?]$/.test(message) ? `${text}？` : text;
  return whole === message ? null : { text: whole, added };
}
