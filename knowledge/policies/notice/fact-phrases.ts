import type { RuleLeaf } from '../rule-schema';

/** Words by which notices call a figure of the catalogue; the longest that fits counts. */
export const figurePhrases: readonly { key: string; words: RegExp }[] = [
  { key: 'staff.technical', words: /科技人员|研发人员|研究开发人员/ },
  { key: 'staff.insured', words: /参保(?:职工|人数|人员)|缴纳社会保险(?:的)?(?:职工|人数)/ },
  {
    key: 'staff.count',
    words: /从业人[员数]|(?:职工|员工|企业)(?:总?人?数|总数|总量)|在职(?:职工|员工)|职工/,
  },
  { key: 'staff.layoff-rate', words: /裁员率/ },
  { key: 'tax.taxable-income', words: /应纳税所得额/ },
  { key: 'tax.monthly-sales', words: /月销售额/ },
  { key: 'assets.total', words: /资产总额|总资产/ },
  { key: 'hightech.revenue', words: /高新技术产品[（(]?(?:服务)?[）)]?(?:收入|销售收入)/ },
  { key: 'revenue.annual', words: /营业收入|营收|总收入|业务收入/ },
  { key: 'sales.annual', words: /销售(?:收入|额)/ },
  { key: 'cost.annual', words: /成本费用(?:支出)?总额/ },
  { key: 'rd.domestic-expense', words: /(?:境内|国内)发生的研(?:究开)?发(?:费用|投入|经费)/ },
  { key: 'rd.expense', words: /研(?:究开)?发(?:费用|投入|经费|支出)/ },
  { key: 'registration.capital', words: /注册资本/ },
  { key: 'equity.raised-2y', words: /股权融资/ },
  {
    key: 'insurance.paid-months',
    words: /(?:失业保险费?|社会保险费?)[^，。；]{0,12}(?:缴|足额)|(?:缴纳?|足额)[^，。；]{0,12}失业保险/,
  },
  { key: 'market.years', words: /细分市场/ },
  { key: 'ip.class1', words: /(?:I|Ⅰ|一)类知识产权/ },
  { key: 'ip.class2', words: /(?:II|Ⅱ|二)类知识产权/ },
  { key: 'registration.date', words: /(?:注册成立|登记注册|登记设立|设立登记|注册登记|成立)/ },
];

/** The name of a class of size by 国统字〔2017〕213号. */
export const sizeNames: Readonly<Record<string, string>> = {
  大: 'large',
  中: 'medium',
  小: 'small',
  微: 'micro',
};

/** Conditions that stand in words alone. The first that fits counts; the words it covers are read. */
export const plainPhrases: readonly { words: RegExp; leaf: RuleLeaf }[] = [
  {
    words: /(?<=(?:未|没有)[^。；]{0,30})经营异常(?:名录|名单)?/,
    leaf: { field: 'credit.abnormal', operator: 'isFalse' },
  },
  {
    words:
      /(?<=(?:未|没有|无)[^。；]{0,30})(?<!科研)(?<!科研严重)(?:严重)?(?:违法)?失信[^，。；]{0,6}(?:名单|主体|企业)?/,
    leaf: { field: 'credit.dishonest', operator: 'isFalse' },
  },
  {
    words:
      /(?:未|没有|无)(?:发生(?:过)?)?[^，。；]{0,6}重大[^，。；]{0,4}(?:安全|质量|事故|环境违法)[^，。；]{0,24}/,
    leaf: { field: 'incident.major-1y', operator: 'isFalse' },
  },
  {
    words:
      /(?:不属于|非|不得从事|不从事|从事非)[^，。；]{0,8}(?:限制|禁止|淘汰)[^，。；]{0,10}(?:行业|产业|类)?/,
    leaf: { field: 'industry.restricted', operator: 'isFalse' },
  },
  {
    words: /国家重点支持的高新技术领域/,
    leaf: { field: 'hightech.field', operator: 'isTrue' },
  },
  {
    words: /(?:拥有|获得|具有)[^，。；]{0,40}核心[^，。；]{0,12}知识产权(?:的所有权)?/,
    leaf: { field: 'ip.core', operator: 'isTrue' },
  },
  {
    words: /(?:持有|取得|具有|具备|认定为|认定的|获得)[^，。；]{0,12}高新技术企业(?:证书|资格|认定)?/,
    leaf: { field: 'qualification.high-tech', operator: 'isTrue' },
  },
  {
    words: /(?:入库|取得|认定|评价)[^，。；]{0,12}科技型中小企业(?:入库登记编号|资格)?/,
    leaf: { field: 'qualification.tech-sme', operator: 'isTrue' },
  },
  {
    words: /(?:取得|认定|获得|入选)[^，。；]{0,12}专精特新(?:中小企业)?/,
    leaf: { field: 'qualification.srdi', operator: 'isTrue' },
  },
  {
    words: /省部?级(?:及)?以上[^，。；]{0,6}(?:研发机构|实验室|技术中心|研究中心)/,
    leaf: { field: 'lab.provincial', operator: 'isTrue' },
  },
  {
    words: /市级(?:及)?以上[^，。；]{0,6}(?:研发机构|实验室|技术中心|研究中心)/,
    leaf: { field: 'lab.municipal', operator: 'isTrue' },
  },
  { words: /主导(?:制定|制修订)[^，。；]{0,20}标准/, leaf: { field: 'standard.led', operator: 'isTrue' } },
  {
    words: /(?:增值税)?小规模纳税人/,
    leaf: { field: 'tax.taxpayer-type', operator: '=', value: 'small-scale' },
  },
  {
    words: /(?:增值税)?一般纳税人/,
    leaf: { field: 'tax.taxpayer-type', operator: '=', value: 'general' },
  },
  {
    words: /个体工商户/,
    leaf: { field: 'registration.type', operator: '=', value: 'individual-business' },
  },
  {
    words: /农民专业合作社/,
    leaf: { field: 'registration.type', operator: '=', value: 'cooperative' },
  },
];
