import { aspectOf, type Aspect } from '~/knowledge/answers/question-aspect';

import { outOfBounds, type OutOfBounds } from './out-of-bounds';
import { readAsOf } from './read-as-of';
import { readStatedFacts, type StatedFact } from './stated-facts';

export type IntentKind =
  | 'ask-policy'
  | 'check-eligibility'
  | 'find-benefits'
  | 'fill-form'
  | 'track-case'
  | 'talk-to-person'
  | 'answer-question'
  | 'greet'
  | 'out-of-bounds';

/** What a message wants, by rules: local models are small, so they are not asked where rules decide. */
export interface Understanding {
  intent: IntentKind;
  aspect: Aspect;
  /** A question about a policy that also asks whether the firm qualifies. */
  alsoEligibility: boolean;
  outOfBounds?: OutOfBounds;
  stated: StatedFact[];
  /** The day that the question is about, when it names a past one. */
  asOf?: string;
}

const greeting =
  /^(?:你好|您好|嗨|哈喽|hello|hi|hey|早上好|下午好|晚上好|在吗|在不在|谢谢|多谢|感谢|thanks?|thank you|再见|你是谁|你能做什么|你会什么|怎么用)[\s，,。.!！?？~呀啊吗的你您了]*$/i;
const person =
  /转人工|人工(?:客服|服务|坐席|咨询)|找(?:个)?(?:真人|人工|工作人员|客服)|真人|联系(?:工作人员|客服)|我要(?:留言|投诉)|talk to (?:a )?(?:person|human)/i;
const track =
  /(?:我|我们|我司|公司)?(?:的)?(?:申报|申请|办件|材料|件|补贴|资金|钱)?.{0,6}(?:审(?:核|批)?(?:得)?(?:怎么样|到哪|到什么|进度|了没|完了没|通过了没)|办(?:得怎么样|到哪|理进度|件进度)|进度(?:怎么样|如何|到哪|查询|是)?|什么时候(?:能)?批(?:下来|完)|批(?:了没|下来了?没)|受理编号|回执编号|到哪一步)|(?:查|看)(?:一下|下)?(?:我|我们)?的?(?:办件|申报|申请|进度)/;
const benefits =
  /(?:我们|我司|我公司|公司|企业|我)?.{0,12}(?:能|可以|可)(?:够)?(?:享受|申请|申报|拿|领|报|享)(?:到)?(?:的)?(?:哪些|什么|啥|多少种)(?:惠企|优惠|扶持)?(?:政策|补贴|补助|优惠|奖励|资金|红利)?|(?:有哪些|有什么|有啥)(?:政策|补贴|补助|优惠|奖励|惠企政策|扶持(?:政策)?)(?:适合|可以|能|是我们|给我们)|(?:适合|匹配)(?:我们|我司|我|公司)的?(?:政策|补贴)|帮(?:我|我们)(?:看看|查查|匹配|找).{0,8}(?:政策|补贴|优惠)|找政策/;
const eligibility =
  /(?:我们|我司|我公司|我家|公司|企业|贵公司|本公司|我|我单位).{0,60}(?:够(?:不够)?(?:条件|格|资格)|符(?:不符)?合(?:条件|吗|要求)?|能不能(?:享受|申请|申报|拿|领|报|认定)|可不可以|可以(?:享受|申请|申报|拿|领|认定)|能(?:享受|申请|申报|拿到|领|报|认定|算)|算不算|有没有资格|有资格|满足|达标|达到(?:条件|标准))|(?:够条件吗|符合条件吗|我(?:们)?(?:够|行|符合)吗|能享受吗|能申请吗|查(?:一下)?(?:我们)?(?:的)?资格|有资格吗|够不够(?:条件|格)|符不符合)/;
const fillForm =
  /(?:帮(?:我|我们)|给(?:我|我们)|我要|我想|直接|现在就?)(?:填|填写|申报|申请|办理|报|办)(?:一下|下)?.{0,20}(?:$|[^吗呢？?]$)|(?:打开|去|进入|填写?)(?:一下)?.{0,12}(?:申报表|申请表|表单|表格)|(?:开始|马上)(?:申报|申请|填报)/;
const asksAboutIt =
  /怎么|如何|多少|什么|哪|吗|呢|？|\?|几|是否|能不能|可不可以|行不行|是不是|要不要|还是|不$/;

/** Understands a message by rules. `today` is the day in the city. */
export function understand(message: string, today: string): Understanding {
  const text = message.trim();
  const aspect = aspectOf(text);
  const asOf = readAsOf(text, today)?.date ?? null;
  const common = {
    aspect,
    stated: readStatedFacts(text, today),
    alsoEligibility: false,
    ...(asOf !== null && { asOf }),
  };
  const bounds = outOfBounds(text);
  if (bounds) return { ...common, intent: 'out-of-bounds', outOfBounds: bounds };
  if (greeting.test(text)) return { ...common, intent: 'greet' };
  if (person.test(text)) return { ...common, intent: 'talk-to-person' };
  if (track.test(text) && !/条件|标准|流程/.test(text)) return { ...common, intent: 'track-case' };
  if (fillForm.test(text) && !asksAboutIt.test(text)) return { ...common, intent: 'fill-form' };
  if (benefits.test(text) && !namesOnePolicy(text)) return { ...common, intent: 'find-benefits' };
  if (common.stated.length > 0 && !asksAboutIt.test(text)) return { ...common, intent: 'answer-question' };
  if (eligibility.test(text)) {
    const wantsMore = /多少|标准|材料|流程|怎么|如何|什么|哪些|截止|还有|补助吗|补贴吗|比例/.test(text);
    if (wantsMore && namesOnePolicy(text)) return { ...common, intent: 'ask-policy' };
    return wantsMore
      ? { ...common, intent: 'ask-policy', alsoEligibility: true }
      : { ...common, intent: 'check-eligibility' };
  }
  return { ...common, intent: 'ask-policy' };
}

/** 高新技术企业能享受什么优惠 asks about one kind of firm's policies in the documents, not about this firm. */
const namesOnePolicy = (text: string) =>
  /(?:小型微利|小微|高新技术|科技型中小|专精特新|小规模纳税人|个体工商户|残疾|退役|高校毕业生|重点群体|软件|集成电路|制造业)/.test(
    text,
  ) && !/我们|我司|我公司|我家/.test(text);
