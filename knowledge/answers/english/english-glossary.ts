/**
 * English words of clauses and how Chinese clauses say them. Enough to tell whether an English sentence speaks of what
 * its passage speaks of; it translates nothing.
 */
export const glossary: [RegExp, RegExp][] = [
  [/\bsubsid\w*|\bgrants?\b|\ballowances?\b/i, /补助|补贴|资助|贴息|津贴/],
  [/\brewards?\b|\bawards?\b|\bbonus\w*/i, /奖励|奖/],
  [/\brefund\w*|\breimburs\w*|\breturn(?:s|ed|ing)?\b/i, /返还|退还|退/],
  [/\bR ?& ?D\b|\bresearch\b/i, /研发|研究开发|科研|科学研究/],
  [/\bexpens\w*|\bexpenditure\w*|\bcosts?\b|\bspending\b/i, /费用|费|支出|成本/],
  [/\brevenues?\b|\bturnover\b|\bsales?\b|\bincome from\b/i, /收入|销售|营业/],
  [/\btax(?:es|able|ed|payers?)?\b|\bVAT\b|\blev(?:y|ied)\b/i, /税/],
  [/\bincome\b|\bprofits?\b/i, /所得|收入|利润/],
  [/\bdeduct\w*|\bsuper-?deduct\w*/i, /扣除/],
  [/\bexempt\w*|\bwaive\w*|\bfree of\b/i, /免/],
  [/\breduc\w*|\breli(?:ef|eve)\w*|\bpreferential\b|\bincentives?\b/i, /减|优惠|免/],
  [/\brates?\b|\bratios?\b|\bproportion\b|\bpercentage\b|\bshare of\b/i, /率|比例|占|%|％|百分/],
  [/\bappl(?:y|ies|ied|ication|ications|icants?|ying)\b/i, /申请|申报|适用|报名/],
  [/\bapplicable\b/i, /适用/],
  [/\bsubmi\w*|\bprovide[sd]?\b|\bfile[ds]?\b|\bfiling\b/i, /提交|提供|报送|申报|填写|备案/],
  [/\bmaterials?\b|\bdocuments?\b|\bpapers?\b|\bforms?\b|\blists?\b/i, /材料|文件|资料|申请表|清单|凭证|书/],
  [/\baudit\w*/i, /审计|审核/],
  [/\breview\w*|\bexamin\w*|\bapprov\w*|\bverif\w*/i, /审核|审查|核实|评审|批准|核验/],
  [/\bpublic(?:ity|ly|ised|ized)?\b|\bannounc\w*|\bpublish\w*/i, /公示|公布|公开|公告|发布|公共/],
  [/\bdisburs\w*|\bpa(?:y|id|ys|yments?|ying|yable)\b|\bpayout\b/i, /拨付|支付|付|缴|发放|兑现/],
  [/\baccept(?:s|ed|ance|ing)?\b|\breceipt\b/i, /受理|接受|收到|验收/],
  [
    /\bdeadlines?\b|\btime limits?\b|\bperiods?\b|\bwithin\b|\bvalid(?:ity)?\b|\beffective\b|\bin force\b/i,
    /期|内|日|施行|有效|截止/,
  ],
  [/\bworking days?\b|\bbusiness days?\b/i, /工作日/],
  [
    /\benterprises?\b|\bfirms?\b|\bcompan(?:y|ies)\b|\bbusiness(?:es)?\b|\bemployers?\b/i,
    /企业|公司|单位|商户|主体/,
  ],
  [/\bSMEs?\b|\bsmall\b|\bmedium\b|\bmicro\b/i, /中小|小型|微型|小微|中型|小规模/],
  [/\bsole traders?\b|\bself-employed\b|\bindividual business\w*/i, /个体/],
  [/\bhigh-?tech\w*|\bhigh and new\b/i, /高新/],
  [/\bcertificat\w*|\blicen[cs]e\w*/i, /证书|证|执照|许可/],
  [/\bregist\w*|\bestablish\w*|\bincorporat\w*/i, /注册|登记|成立|设立/],
  [
    /\bemploy(?:ee|ees|s|ed|ment|ing)\b|\bstaff\b|\bworkers?\b|\bpersonnel\b|\bjobs?\b|\bposts?\b/i,
    /职工|员工|从业|就业|人员|岗位|人|招用|雇/,
  ],
  [/\bhir(?:e|es|ed|ing)\b|\brecruit\w*/i, /招用|招|吸纳|雇/],
  [/\bgraduat\w*/i, /毕业/],
  [/\binsur\w*/i, /保险|保/],
  [/\bunemploy\w*/i, /失业/],
  [/\blayoffs?\b|\blaid off\b|\bdismiss\w*/i, /裁员|裁/],
  [/\bdisab\w*/i, /残疾/],
  [/\bdishonest\w*|\buntrustworthy\b|\bblacklist\w*|\babnormal\w*|\bcredit\b/i, /失信|信用|异常|诚信|信贷/],
  [/\baccidents?\b|\bsafety\b|\bincidents?\b/i, /事故|安全/],
  [/\benvironment\w*|\bpollut\w*|\bemission\w*/i, /环境|环保|污染|排放/],
  [/\bintellectual property\b|\bpatents?\b|\bIP\b/i, /知识产权|专利|著作权/],
  [/\btechnolog\w*|\btechnical\b|\bscien\w*|\btech\b/i, /技术|科技|科学/],
  [/\btransfer\w*/i, /转让|转/],
  [/\bloans?\b|\bcredit\b|\bfinanc\w*/i, /贷款|融资|信贷|金融|财政/],
  [/\binterest\b/i, /利息|贴息|利率/],
  [/\bguarant\w*/i, /担保|保证/],
  [/\bcontracts?\b|\bagreements?\b|\bagree[ds]?\b/i, /合同|约定|协议/],
  [/\bgoods\b|\bworks\b|\bservices?\b|\bprocure\w*|\bsuppl\w*|\bdeliver\w*/i, /货物|工程|服务|采购|交付|供/],
  [/\boverdue\b|\blate\b|\barrears?\b|\bunpaid\b|\bdelay\w*/i, /逾期|拖欠|迟延|欠|拖延/],
  [/\bdigital\w*/i, /数字/],
  [/\bmanufactur\w*|\bindustr\w*|\bsectors?\b/i, /制造|工业|行业|产业/],
  [/\bsoftware\b/i, /软件/],
  [/\bequipment\b|\bmachine\w*|\bdevices?\b|\bassets?\b/i, /装备|设备|机器|资产/],
  [/\bstandards?\b/i, /标准/],
  [/\bhousing\b|\bapartments?\b|\brent\w*|\btenan\w*/i, /公寓|租|住房/],
  [/\bcooperatives?\b/i, /合作社/],
  [/\bagricultur\w*|\bfarm\w*|\bplant(?:ing|s)?\b|\bgrow\w*/i, /农|种植|养殖/],
  [/\bcity\b|\bmunicipal\w*|\blocal\w*|\bYunjiang\b/i, /市|云江|地方/],
  [/\bdepartments?\b|\bbureau\w*|\bauthorit\w*|\bagenc\w*|\bgovernment\w*/i, /局|部门|机关|政府|机构/],
  [/\bplatform\w*|\bonline\b|\bportal\b/i, /平台|在线|网|系统/],
  [/\bphone\b|\bhotline\b|\bcall\b/i, /电话|热线|专席/],
  [/\baddress\b|\bcent(?:er|re)\b|\bwindow\b|\bcounter\b|\boffline\b/i, /地点|地址|中心|窗|线下/],
  [
    /\bconditions?\b|\brequire\w*|\bmust\b|\bshall\b|\bcriteria\b|\bqualif\w*|\beligib\w*/i,
    /条件|应当|须|符合|不得|要求|可以/,
  ],
  [/\bprojects?\b/i, /项目/],
  [/\bfunds?\b|\bfunding\b|\bbudget\w*/i, /资金|经费|财政/],
  [/\bstamp\b/i, /印花/],
  [/\bdeed\b/i, /契税/],
  [/\bexport\w*/i, /出口/],
  [/\bfarmland\b|\bland\b/i, /土地|用地/],
  [/\bscore\w*|\bpoints?\b/i, /分/],
  [/\bexpires?\b|\buntil\b|\bends?\b|\bclose[sd]?\b/i, /至|止|截止|有效期|届满/],
  [/\bsuspen\w*/i, /歇业|停业|暂停/],
  [/\bderegist\w*|\bcancel\w*/i, /注销|撤销/],
  [/\bpenalt\w*|\bfines?\b|\bliab\w*|\brecover(?:ed|s)?\b/i, /罚|责任|追回|处/],
];

/** The entries of the glossary that an English sentence uses. */
export function glossaryHits(sentence: string): RegExp[] {
  return glossary.filter(([english]) => english.test(sentence)).map(([, chinese]) => chinese);
}

/**
 * The share of what an English sentence speaks of that a Chinese text speaks of too, from 0 to 1; 0 when none of its
 * words is known.
 */
export function glossaryOverlap(sentence: string, chinese: string): number {
  const hits = glossaryHits(sentence);
  return hits.length === 0 ? 0 : hits.filter((words) => words.test(chinese)).length / hits.length;
}
