import type { Aspect } from './question-aspect';

/** How an aspect is asked for and answered. */
export interface AspectRule {
  aspect: Aspect;
  /** How a question asks for it. */
  asks: RegExp;
  /** The same in English. */
  asksInEnglish: RegExp;
  /** How a clause answers it. */
  answers: RegExp;
  /** What answers it better than a mere mention does. */
  answersWell?: RegExp;
  /** How a heading or an item's label names it. */
  heading: RegExp;
}

const figureOfMoney =
  /[\d一二三四五六七八九十百千]+\s*(?:余|多)?\s*[百千万亿]*元|\d+(?:\.\d+)?\s*[%％‰]|百分之|分之[一二三四五六七八九十]|减半|免征|全额|[\d一二三四五六七八九十]+倍|税率/;
/** A time limit, rather than a year that a figure belongs to. */
const timeLimit =
  /之日起|截止|截至|有效期(?!内)|起施行|至.{4,14}止|[\d一二三四五六七八九十]\s*个?(?:工作)?(?:日|月|年)(?:以)?内|最长|最迟|届满|季度终了|汇算清缴|随时|每年.{0,6}次|第[\d一二三四五六七八九十]+(?:年|个月|个?季度)至第|(?:手续|期满|届满)前|(?:之|以)前(?:申报|缴纳|办理|提出|提交|申请)/;
const figureOfTime =
  /\d{4}\s?年|\d{1,2}月|[\d一二三四五六七八九十]+\s*(?:个?工作日|日|天|个月|年|周|小时)|之日起|截止|截至|有效期|施行|季度|(?:手续|期满|届满)前|(?:之|以)前(?:申报|缴纳|办理|提出|提交|申请)/;

/** The narrow ones first: the first that fits a question counts. */
export const aspectRules: AspectRule[] = [
  {
    aspect: 'phone',
    asks: /电话|联系方式|咨询谁|找谁|打给|号码是|热线|联系人/,
    asksInEnglish: /\b(?:phone|telephone|hotline|number to call|contact)\b/i,
    answers: /电话|热线|咨询|0\d{2,3}[-—]\d{7,8}|1\d{10}|\b12\d{3}\b/,
    heading: /电话|联系|咨询/,
  },
  {
    aspect: 'materials',
    asks: /材料|资料|带什么|准备什么|提交什么|提供什么|交什么(?!钱|税|费)|哪些证明|什么证明|附件|文件清单/,
    asksInEnglish: /\b(?:materials?|documents?|papers?|certificates?|paperwork|submit)\b/i,
    answers: /材料|提交|提供|复印件|申请表|申请书|证明|清单|附/,
    heading: /材料|提交/,
  },
  {
    aspect: 'penalty',
    asks: /处罚|罚款|罚多少|怎么罚|后果|法律责任|会不会被罚|违法吗|怎么处理|如何处理/,
    asksInEnglish: /\b(?:penalt(?:y|ies)|fined?|fines|punish(?:ed|ment)?|consequences?|liabilit(?:y|ies))\b/i,
    answers: /罚款|处[\d一二三四五六七八九十百]|责令|吊销|没收|追究|法律责任|滞纳金|追回|给予处分|承担/,
    heading: /罚|责任/,
  },
  {
    aspect: 'stacking',
    asks: /还能再?(?:享受|拿|领|申请|申报|减|报|享)|(?:能不能|可不可以|可以|能)(?:一起|同时|叠加|都)(?:享受|拿|领|申请|申报|享)?|叠加|重复(?:享受|申请|申报|领)|冲突吗/,
    asksInEnglish: /\b(?:combine[d]?|at the same time|together with|on top of|in addition to|both)\b/i,
    answers: /同时(?:享受|申请|申报)|叠加|重复|就高|从高|择一|择优|只能享受/,
    heading: /叠加|重复|同时/,
  },
  {
    aspect: 'deadline',
    asks: /什么时候|何时|几号|多久|多长时间|期限|截止|截至|到期|哪天|几天|几个工作日|时限|时间|有效期|来得及|几年|哪年|多少天|多少日|几个月|到账/,
    asksInEnglish:
      /\b(?:when|deadline|how long|how many (?:working |business )?days|until|due|expires?|valid|by what date|time limit)\b/i,
    answers: figureOfTime,
    answersWell: timeLimit,
    heading: /时间|期限|时限|有效期|执行期|截止|窗口/,
  },
  {
    aspect: 'amount',
    asks: /多少钱|多少元|多少万|补多少|奖多少|免多少|减多少|返多少|额度|金额|标准是|补助标准|补贴标准|奖励标准|比例|税率|几个点|百分之几|最高|上限|几成|多少(?!个|家|人|天|日|年|次|名|条|件|份|分|项|岁)|力度/,
    asksInEnglish:
      /\b(?:how much|how high|amount|rate|percent(?:age)?|maximum|ceiling|cap|subsid(?:y|ise|ize) worth|what is the (?:subsidy|bonus|award|reward|tax rate))\b/i,
    answers: figureOfMoney,
    heading: /标准|金额|额度|比例|优惠|内容|税率|力度|支持/,
  },
  {
    aspect: 'legal-basis',
    asks: /依据|法律规定|哪条|哪部法|根据什么|文号|哪个文件|什么文件|哪份文件|出处|政策来源|法条/,
    asksInEnglish: /\b(?:legal basis|which (?:law|regulation|document)|document number)\b/i,
    answers: /根据|依据|依照|按照|〔\d{4}〕|《/,
    heading: /依据|文号|来源/,
  },
  {
    aspect: 'where',
    asks: /(?<!用|花|投)在哪(?!方面|些方面|类)|去哪|地点|办理渠道|申报渠道|申请入口|哪里|哪儿|哪个部门|什么部门|哪个单位|向谁|到哪|找哪个|哪个窗口|网址|地址|什么网站|哪个系统|哪个平台|(?<!用在|花在)什么地方/,
    asksInEnglish: /\b(?:where|which (?:department|office|authority|website|window))\b/i,
    answers:
      /向.{1,20}(?:申请|提出|办理|申报|报送|备案|登记)|窗口|受理(?:机关|单位|部门|地点)|所在地|网站|平台|系统|地址|大厅|主管|由.{1,20}(?:负责|受理|办理)/,
    heading: /地点|渠道|部门|窗口|地址|入口|受理/,
  },
  {
    aspect: 'who',
    asks: /谁可以|谁能|哪些企业|什么企业|哪类企业|哪些人|什么人|适用对象|适用范围|对象是|谁负责|由谁|哪种企业|什么样的企业/,
    asksInEnglish: /\b(?:who (?:can|may|is)|which (?:firms|companies|enterprises|businesses)|scope)\b/i,
    answers: /对象|适用|是指|企业|符合|单位|个人|享受|由.{1,16}(?:负责|组织)/,
    heading: /对象|适用|范围|条件/,
  },
  {
    aspect: 'conditions',
    asks: /条件|要求|门槛|资格|符合什么|满足什么|需要达到|够不够|算不算|能不能享受|可不可以享受|能享受|可以享受|认定标准/,
    asksInEnglish:
      /\b(?:conditions?|requirements?|criteria|qualif(?:y|ies|ied)|eligib(?:le|ility)|threshold)\b/i,
    answers: /条件|应当(?:同时)?(?:符合|具备|满足)|下列|不得低于|不低于|不超过|须|应当|必须|以上|以下|的企业/,
    heading: /条件|要求|资格|对象/,
  },
  {
    aspect: 'how',
    asks: /怎么办|怎么申请|如何申请|怎么报|如何办|怎么办理|流程|步骤|程序|怎么操作|怎样申请|怎么享受|如何享受|怎么领|怎样办|如何申报|怎么申报|申请方式|办理方式|怎么计算|如何计算|怎么算/,
    asksInEnglish: /\b(?:how (?:do|can|to|should|is|are)|procedure|process|steps?|apply)\b/i,
    answers: /申请|申报|提交|审核|公示|拨付|登录|办理|备案|填报|受理|认定|计算|自行判别|留存备查|免申即享/,
    heading: /流程|程序|步骤|办理|方式|渠道|申报|申请/,
  },
  {
    aspect: 'meaning',
    asks: /是什么意思|什么是|什么叫|指什么|是指|定义|含义|怎么理解|如何理解|包括哪些|有哪些/,
    asksInEnglish: /\b(?:what is an?|what does|meaning|definition|defined)\b/i,
    answers: /是指|所称|包括|分为|下列/,
    heading: /定义|含义|范围/,
  },
];
