/** Who keeps the record that counts. */
export const marketRegulation = { zh: '市场监管局', en: 'Market regulation' };
export const taxBureau = { zh: '税务局', en: 'Tax bureau' };
export const socialSecurity = { zh: '人社局', en: 'Human resources and social security' };
export const statistics = { zh: '统计局', en: 'Statistics' };
export const science = { zh: '科技局', en: 'Science and technology' };
export const industryBureau = { zh: '工信局', en: 'Industry and information technology' };
export const intellectualProperty = { zh: '知识产权局', en: 'Intellectual property' };
export const emergency = { zh: '应急管理局', en: 'Emergency management' };
export const theFirm = { zh: '企业填报', en: 'The firm itself' };

/** Units as they follow a figure. */
export const yuan = { zh: '元', en: 'yuan' };
export const people = { zh: '人', en: 'people' };
export const items = { zh: '件', en: 'items' };
export const monthsUnit = { zh: '个月', en: 'months' };
export const yearsUnit = { zh: '年', en: 'years' };

/** The two answers to a yes-or-no question. */
export const yesNo = [
  { words: { zh: '是', en: 'Yes' }, value: true },
  { words: { zh: '否', en: 'No' }, value: false },
];
