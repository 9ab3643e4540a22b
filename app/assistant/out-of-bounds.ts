import { addressesAssistant, asksForPrompt } from '~/knowledge/answers/injected-instructions';

/**
 * Why a question is out of bounds 越界: other firms' data, a promise of approval or help to get around a review, legal
 * advice on a dispute, abuse, instructions to the assistant, its prompt, or nothing to do with the service.
 */
export type OutOfBounds =
  'others-data' | 'promise' | 'legal-advice' | 'abuse' | 'instructions' | 'prompt' | 'off-topic';

const firm = '(?:公司|企业|单位|商户|店|厂|集团|机构)';
const privateThing =
  '(?:数据|税|营收|营业额|收入|利润|电话|手机号?|联系方式|住址|账号|账户|账|申报|申请(?:材料|记录|表)|材料|信息|名单|银行卡?|流水|身份证号?|研发费用|社保|工资|员工|客户|补贴|处罚|信用分|办件|审批进度)';

/** What belongs to others, asked for. A policy, a condition or a statistic of others is no private thing. */
const othersData: readonly RegExp[] = [
  new RegExp(
    `(?:别的|其他|其它|别人|人家|他人|竞争对手|对手|同行|隔壁|邻居|某某|某家|他们|她们|那家|对面)(?:家|那家|那个|这家)?(?:的)?${firm}?(?:的)?.{0,8}${privateThing}`,
  ),
  new RegExp(
    `(?:查|告诉我|看|给我|导出|列出|发(?:给)?我|把|提供|公布)(?:一下|下|看看)?.{0,4}[\\u4e00-\\u9fa5（）()]{2,18}${firm}(?:的|去年|今年|上(?:个)?月|20\\d\\d年).{0,8}${privateThing}`,
  ),
  // A firm named without a word for firm: 把云江某某的营收告诉我.
  /把(?!我|咱|本|自己|贵|政策|文件)[\u4e00-\u9fa5（）()]{2,18}的.{0,6}(?:营收|营业(?:额|收入)|收入|利润|流水|纳税(?:额|记录)|欠税|账号|银行卡|身份证|社保(?:记录|缴费)|工资(?:表|单)?|客户名单|员工名单|财务(?:数据|报表)|手机号?)(?:都|全)?(?:告诉|发给|给|念给|报给|透露给|查给|调给)(?:一下)?我/,
  new RegExp(
    `(?:列出|导出|给我|下载|打印|发(?:给)?我|提供).{0,6}(?:全市|全区|所有|全部|本市|每家|各家|系统里).{0,6}(?:${firm}|申请人|用户|法人|经办人)(?:的)?.{0,8}${privateThing}`,
  ),
  /(?:other|another|someone else'?s?|competitor'?s?|rival'?s?|neighbou?r'?s?|their|his|her|all (?:the )?(?:other )?)\s*(?:compan(?:y|ies)|firms?|business(?:es)?|enterprises?|users?|applicants?|people|factory|shop)?(?:'s|’s|s')?\s*.{0,24}(?:tax|revenue|turnover|income|profit|phone|bank|account|salar|payroll|data|figures|applications?|files?|documents?|id number|subsid|contact|social security|case)/i,
  /(?:tell|show|give|send|list|export|look up|reveal|find|get)\s+(?:me\s+)?(?:.{0,30})(?:compan(?:y|ies)|firms?|ltd|inc|group|enterprises?|applicants?|users?)(?:'s|’s|s')\s+.{0,20}(?:tax|revenue|turnover|income|profit|phone|bank|account|salar|data|figures|applications?|files?|id number|contact|payroll)/i,
  /\b(?:data|accounts?|figures|revenue|turnover|phone(?: numbers?)?|contacts?|payrolls?|applications?|files|tax(?:es| records?)?)\s+(?:of|from|for)\s+(?:(?:all|the) )?(?:other|another|someone|competing|rival|neighbou?ring)\b/i,
  /\b(?:their|his|her|another|other|my competitor'?s?|my neighbou?r'?s?) (?:compan(?:y|ies)|firms?|business|shop|factory)\b.{0,20}\b(?:get|got|receive|earn|pay|paid|owe|make|made|sell|sold)\b/i,
  /(?:list|export|dump|download|show|give|print)\s+(?:me\s+)?(?:.{0,10})?(?:all|every|each)\s+.{0,20}(?:compan|firm|enterprise|user|applicant|customer).{0,24}(?:data|phone|bank|tax|revenue|number|name|contact|record|account|application)/i,
];
/** 其他企业 that asks about a rule (其他企业可以享受哪些优惠) is no wish for data. */
const asksForRule =
  /(?:优惠|政策|标准|条件|比例|税率|减免|扣除|补助|奖励|额度|限额|期限|流程|怎么(?:办|交|算|报|申请)|能不能|可不可以|需要什么)(?!.*(?:名单|电话|账号|流水|身份证))/;

const promise: readonly RegExp[] = [
  /(?:保证|承诺|打包票|包|确保|百分(?:之)?百|100%|一定能?|肯定能?|绝对能?|必(?:定|须)能?)(?:会|让|帮|给)?(?:我|我们|咱|给我|我司|公司)?(?:能|可以)?.{0,10}(?:通过|过审|批下来|批准|获批|审批|拿到|成功|到账|认定上|评上|报上|选上|拿下|入选|入库|下来|能过)/,
  /(?:能不能|可不可以|可以|请)?(?:给|跟)?(?:我|我们)?(?:做个|给个|写个)?(?:保证|承诺|准话|保票)(?:我|我们|一下|吧|吗)?(?:.{0,8}(?:通过|批|拿到|过)|[？?。！!]?$)/,
  /(?:走后门|走关系|找关系|托关系|打点|通融|送(?:点)?礼|红包|好处费|塞钱|疏通|内部人|插队|加塞|绕过(?:审核|审批|检查)|代写虚假|造假|作假|伪造|假(?:发票|合同|社保|材料|证明|数据)|虚开|虚报|虚增|做假账?|包装(?:数据|材料|一下资质)|编(?:一份|造|点)(?:数据|材料|合同)?|骗(?:补|取))/,
  /(?:guarantee|promise|assure|swear|make sure|ensure)\b.{0,40}(?:approv|pass|get|grant|accept|success|paid|receive|subsid|money|win)/i,
  /(?:will|am i|are we|is it|is my application|be)\s+(?:i |we |it |you )?(?:definitely|certainly|100 ?%|for sure|surely|absolutely)\b/i,
  /(?:bribe|under the table|pull (?:some )?strings|back ?door|red envelope|kickback|fake|forge|falsif|fabricat|doctor (?:the|our|my)|cook the books|get around (?:the )?(?:review|audit|check)|bypass (?:the )?(?:review|audit|check|approval)|jump the queue|grease)/i,
];
/** 保证保险, 承诺制, 造假会怎样: words of policies, and questions about the rule against it. */
const namesRule =
  /(?:告知承诺|承诺制|信用承诺|承诺书|贷款保证|保证保险|保证金|融资担保|保证人|(?:造假|伪造|虚报|骗取|虚开|弄虚作假).{0,14}(?:处罚|后果|会怎|怎么罚|罚款|追回|收回|责任|法律责任|怎么处理)|(?:penalt|consequence|what happens|fined?|punish))/i;

const legalAdvice: readonly RegExp[] = [
  /(?:起诉|打官司|应诉|上诉|答辩状|起诉状|诉状|律师函|胜诉|败诉|胜算|官司|告(?:上)?法院|上法庭|法院传票|反诉|劳动仲裁).{0,24}(?:怎么|如何|能赢|赢|吗|多少|该|应该|有用|写|帮|赔|胜|打|办|么|好不好|可能)/,
  /(?:怎么|如何|能不能|可不可以|该不该|要不要|应该|帮我|替我|教我|想).{0,14}(?:起诉|打官司|应诉|上诉|写(?:一份|个)?(?:起诉状|答辩状|诉状|律师函|仲裁申请)|告(?:他|她|它|对方|房东|客户|供应商|公司|老板|合伙人)|申请(?:劳动)?仲裁)/,
  /(?:房东|客户|供应商|对方|甲方|乙方|合伙人|股东|员工|前员工|合作方|竞争对手|包工头|买家|卖家).{0,16}(?:违约|欠(?:我|我们|钱|款|货款)|不给钱|不还|赖账|侵权|告(?:了)?我|起诉(?:了)?我|闹|要求赔偿|毁约|诈骗|跑路|解约).{0,20}(?:怎么办|怎么处理|能赢|赔|谁的责任|合法吗|违法吗|怎么维权|该怎么|怎么弄|吗|追)/,
  /(?:合同|劳动|股权|债务|租赁|欠款|货款|侵权|工伤|离婚|遗产).{0,6}(?:纠纷|争议|官司).{0,20}(?:怎么|如何|谁|赢|赔|该|吗|办|责任)/,
  /\b(?:sue|suing|sued|lawsuit|litigat\w*|court case|take (?:him|her|them|it|my \w+|the \w+|our \w+) to court|legal advice|my lawyer|draft a (?:complaint|statement of claim|lawyer'?s letter)|counterclaim|win (?:the|my|this|our) case|arbitration (?:claim|case)|breach(?:ed)? (?:of )?(?:the |our |my )?contract|infring\w*|who is liable|am i liable|are we liable|my chances)\b/i,
  /(?:landlord|customer|supplier|partner|employee|shareholder|contractor|buyer|seller|competitor).{0,40}(?:owes?|refuses? to pay|won'?t pay|broke|cheated|threaten|stole|damages|compensation|dispute)/i,
];
/** 有诉讼的企业能否申请 and 知识产权维权补贴 are matters of policies. */
const disputePolicy =
  /(?:补贴|补助|资助|奖励|援助|申报|申请(?!(?:劳动)?仲裁)|享受|政策|资格|条件|subsid|grant|polic|eligib|apply for)/i;

const abuse: readonly RegExp[] = [
  /(?:傻[逼bB叉X×x*]|煞笔|沙比|沙雕|[你尼]妈(?:的|死|逼|个)|他妈|妈的|操(?:你|蛋|他)|草泥马|去死|滚(?:蛋|开|吧|远)?(?:$|[，。！!,.吧你])|废物|垃圾(?:系统|机器人|客服|平台|玩意|东西|政府|程序)?(?:$|[，。！!,.])|脑残|智障|弱智|白痴|蠢(?:货|猪|蛋|东西|机器)|贱(?:人|货)|王八蛋|混蛋|狗(?:东西|屁|日)|狗娘|放屁|有病(?:吧|啊)|神经病|不要脸|死全家|吃屎|骗子|混账|畜生|弄死|砍(?:死|了)你|打死你|炸(?:了|掉|平)你)/i,
  /\b(?:fuck\w*|shit\w*|bullshit|asshole|bastards?|bitch\w*|idiots?|idiotic|morons?|moronic|retard\w*|stupid (?:bot|machine|thing|system|program|robot|ai|people|clerks?|assistant)|you(?:'re| are) (?:so |a |an |such |really |just |all )*(?:stupid|useless|garbage|trash|worthless|dumb|pathetic|idiot|joke|waste|scum|liar|crooks?|clown|fool)|dumb ?ass|dumb (?:bot|machine|thing|robot)|go to hell|drop dead|kill (?:you|yourself)|screw you|piss off|shut up|piece of (?:crap|junk|trash|garbage)|worthless (?:bot|machine|piece)|useless (?:bot|machine|piece|robot|thing)|damn you|scumbags?|burn your|i hate you|you suck|garbage (?:bot|system))\b/i,
];

const offTopic: readonly RegExp[] = [
  /(?:天气|下雨|星座|讲个笑话|笑话|写.{0,8}(?:诗|情书|情话|歌词|作文|小说|故事|对联|祝福语?|贺词|段子)|作诗|(?:买|哪只|推荐|炒)股票?|股票(?:推荐|走势|代码)|彩票|基金推荐|世界杯|比赛结果|(?:看|推荐|哪部).{0,4}电影|电影票|唱歌|菜谱|怎么做(?:菜|饭)|红烧|减肥|恋爱|女朋友|男朋友|算命|游戏攻略|1\s*\+\s*1|翻译(?:一下|成)|写代码|写(?:个|一个)程序|python|javascript)/i,
  /\b(?:weather|horoscope|tell me a joke|write (?:me )?a (?:poem|song|story|program|script)|lottery|world cup|which movie|movie tickets?|recipe|girlfriend|boyfriend|stock tips?|which stocks?)\b/i,
];

const any = (patterns: readonly RegExp[], text: string) => patterns.some((pattern) => pattern.test(text));

/**
 * Tells by rules whether a message is out of bounds, and why; null for one that may be answered. The order matters: an
 * insult in an honest question is still abuse, and an instruction hidden in any question is not followed.
 */
export function outOfBounds(text: string): OutOfBounds | null {
  if (asksForPrompt(text)) return 'prompt';
  if (addressesAssistant(text)) return 'instructions';
  if (any(abuse, text)) return 'abuse';
  if (any(othersData, text) && !asksForRule.test(text)) return 'others-data';
  if (any(promise, text) && !namesRule.test(text)) return 'promise';
  if (any(legalAdvice, text) && !disputePolicy.test(text)) return 'legal-advice';
  return any(offTopic, text) ? 'off-topic' : null;
}
