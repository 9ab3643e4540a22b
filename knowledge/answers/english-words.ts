/** English words of the trade and what Chinese documents call them. */
const chineseWords: [RegExp, string][] = [
  [/high[- ]?(?:and new[- ])?tech(?:nology)?|\bHNTE\b/i, '高新技术企业'],
  [/tech(?:nology)?[- ](?:based )?(?:SME|small and medium)/i, '科技型中小企业'],
  [/small (?:and )?(?:low[- ]profit|thin[- ]profit)|small[- ]profit/i, '小型微利企业'],
  [/small[- ]scale (?:VAT )?taxpayer/i, '小规模纳税人 增值税'],
  [/\bVAT\b|value[- ]added tax/i, '增值税'],
  [/(?:corporate|enterprise|company) income tax|\bCIT\b/i, '企业所得税'],
  [/super[- ]deduct|additional deduct|weighted deduct|extra deduct/i, '研发费用加计扣除'],
  [/\bR ?& ?D\b|research and development/i, '研发费用 研发投入'],
  [/subsid|grant\b/i, '补助'],
  [/reward|bonus|award/i, '奖励'],
  [/unemployment insurance|job retention|keep(?:ing)? (?:staff|jobs)|layoff/i, '失业保险稳岗返还'],
  [/social insurance|social security/i, '社会保险费'],
  [/graduates?/i, '高校毕业生'],
  [
    /(?:(?:must|shall|should|have to|has to) )?pay (?:a |the )?(?:small|supplier)|small suppliers?/i,
    '支付中小企业款项',
  ],
  [/hir(?:e|ing)/i, '招用'],
  [/disab/i, '残疾人'],
  [/digital/i, '数字化改造'],
  [/loan|interest subsid/i, '贷款贴息'],
  [/guarantee fee/i, '融资担保费'],
  [/late payment|overdue|unpaid|pay(?:ing)? late|owes?/i, '支付中小企业款项 逾期'],
  [/stamp (?:duty|tax)/i, '印花税'],
  [/property tax/i, '房产税'],
  [/environment(?:al)? (?:protection )?tax/i, '环境保护税'],
  [/sole trader|self[- ]employed|individual business/i, '个体工商户'],
  [/little giant|specialized|srdi/i, '专精特新'],
  [/first[- ](?:set|of[- ]its[- ]kind)/i, '首台套'],
  [/standard[- ]?sett|national standard/i, '标准 制定 奖励'],
  [/suspend|suspension of business/i, '歇业'],
  [/talent (?:apartment|housing)/i, '人才公寓'],
  [/procurement/i, '政府采购'],
  [/technology transfer|transfer of technology/i, '技术转让'],
  [/venture/i, '创业投资'],
  [/depreciat/i, '加速折旧'],
  [/patent/i, '专利'],
  [/cooperative/i, '农民专业合作社'],
  [/trade[- ]?fair|exhibition/i, '展会'],
  [/electric vehicle|new energy vehicle/i, '新能源汽车'],
  [/deed tax/i, '契税'],
];

/** Words that name no matter of their own in a question to a city. */
const common = new Set(
  (
    'a an and any are as at be by can could do does did for from get getting give given has have how i if in into is it its long may me many money much must my need needed needs of on one or our out per shall should that the their them there they this to under up us was we were what when where which who whom why will with would you your ' +
    'apply application amount rate maximum minimum ceiling percent percentage benefit benefits business businesses city company companies condition conditions criteria date days deadline department document documents eligibility eligible enterprise enterprises exempt exemption firm firms fund funds hotline industries industry large last least level local material materials medium most national office operation operations paid papers pay payment people phone policies policy procedure process program programme qualify receive reduce reduced reduction require required requirement requirements rule rules scheme small support taxes tax time under use using worth year years yunjiang cannot bring exist enjoy claim available'
  ).split(' '),
);

/** The words of an English text that name a matter, each once, without their endings: subsidies → subsidy. */
export function englishTerms(text: string): string[] {
  const words = text.toLowerCase().match(/r ?& ?d\b|[a-z][a-z-]+/g) ?? [];
  const named = words.filter((word) => !common.has(word) && !common.has(word.replace(/s$/, '')));
  return [
    ...new Set(
      named.map((word) =>
        word
          .replace(/ /g, '')
          .replace(/ies$/, 'y')
          .replace(/([^s])s$/, '$1'),
      ),
    ),
  ];
}

/** The matter of an English question. */
export interface EnglishMatter {
  /** What Chinese documents call it; empty when no word of the trade is in it. */
  chinese: string;
  /** What the question speaks of besides, as it stands: words that no document is known to have. */
  unknown: string[];
}

/** Reads what an English question is about in the words of Chinese documents. */
export function readEnglishMatter(question: string): EnglishMatter {
  const known = chineseWords.filter(([english]) => english.test(question));
  const rest = known.reduce(
    (left, [english]) => left.replace(new RegExp(english.source, 'gi'), ' '),
    question,
  );
  const words = rest.toLowerCase().match(/[a-z][a-z-]+/g) ?? [];
  return {
    chinese: [...new Set(known.map(([, words]) => words))].join(' '),
    unknown: [...new Set(words.filter((word) => !common.has(word) && !common.has(word.replace(/s$/, ''))))],
  };
}

/** What Chinese documents call the matter of an English question; empty when no word of the trade is in it. */
export const chineseWordsFor = (question: string) => readEnglishMatter(question).chinese;
