/** Everyday words and the official ones that documents use; both stay in the question. */
const officialWords: [RegExp, string][] = [
  [/高企/, '高新技术企业'],
  [/小微(?!企业)|小微企业(?=.{0,6}(?:所得税|税))/, '小型微利企业'],
  [/个体户/, '个体工商户'],
  [/小巨人/, '专精特新'],
  [/稳岗(?:补贴|补助|返还)?/, '失业保险稳岗返还'],
  [/扩岗/, '一次性扩岗补助'],
  [/加计/, '研发费用加计扣除'],
  [/六税两费/, '减半征收资源税城市维护建设税房产税'],
  [/营业税|增值税起征|免增值税/, '增值税'],
  [/五险|交社保|缴社保/, '社会保险费'],
  [/大学生|应届生|毕业生/, '高校毕业生'],
  [/残疾员工|雇残疾|招残疾/, '安置残疾人员'],
  [/拖欠(?:货款|工程款|账款|款项)|欠(?:我们|钱|款)|账款/, '及时支付中小企业款项 逾期利息'],
  [/停业|暂时不经营/, '歇业'],
  [/关门|不干了/, '注销登记'],
  [/裁人|辞退/, '裁员'],
  [/贴息|贷款利息/, '贷款贴息'],
  [/(?:研发|搞研发|研究开发).{0,12}(?:多扣|抵扣|抵税|扣除|扣多少)/, '研发费用加计扣除 税前'],
  [/拿到钱|钱(?:什么时候|多久|几时)?(?:能)?(?:到|下来|发)|打款|到账|多久发/, '拨付'],
  [
    /(?:刚|才)?(?:成立|注册|开业)(?:了|才|刚|不到|不满|满)?[\d一二三四五六七八九十两半几]+个?(?:月|年|天)/,
    '注册成立',
  ],
  [/买设备|购(?:置|买)设备/, '设备 加速折旧 一次性扣除'],
];

/** The official words for what a question says in everyday ones; empty when it says none. */
export function officialWordsFor(question: string): string {
  return officialWords
    .filter(([everyday, official]) => everyday.test(question) && !question.includes(official))
    .map(([, official]) => official)
    .join(' ');
}
