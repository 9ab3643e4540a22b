/** `Document.kind`. */
export const documentKinds = [
  'law',
  'regulation',
  'local-regulation',
  'normative',
  'guide',
  'notice',
  'faq',
  'other',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** The kind that issuer and title make a document of: 法律, 行政法规, 地方性法规, 规范性文件, 办事指南, 通知公告, 问答. */
export function documentKind(title: string, issuer: string | null): DocumentKind {
  const by = issuer ?? '';
  const plain = title.replace(/[（(][^（）()]*[）)]$/, '');
  if (/问答|常见问题|FAQ/i.test(plain)) return 'faq';
  if (/指南|须知|流程|办事/.test(plain)) return 'guide';
  if (/^全国人民代表大会/.test(by)) return 'law';
  if (/人民代表大会/.test(by)) return 'local-regulation';
  if (/(?:公告|通告|公示)$/.test(plain)) return 'notice';
  if (/^(?:国务院|政务院)/.test(by) && /(?:条例|规定|办法|细则)$/.test(plain)) return 'regulation';
  if (/^中华人民共和国.*法$/.test(plain)) return 'law';
  if (/通知$/.test(plain)) return /印发/.test(plain) ? 'normative' : 'notice';
  if (/(?:条例|规定|办法|细则|意见|措施|方案|决定|规则|规划|标准|政策|目录|清单)$/.test(plain))
    return 'normative';
  return 'other';
}
