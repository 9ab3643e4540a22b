import type { SourcePassage } from '../source-passage';

/** A standard question with the figures that a right answer holds; null: the passages don't answer it. */
export interface TrialQuestion {
  readonly question: string;
  readonly expected: readonly string[] | null;
}

const face = {
  documentId: 'trial',
  title: '模型试答用示例办法',
  documentNumber: '示例〔2026〕1号',
  issuer: '示例单位',
  textKind: 'original',
  status: 'in-force',
  effectiveFrom: '2026-01-01',
  expiresOn: null,
  similarity: null,
  found: true,
} as const;

/** The passages that every model is tried on: invented, so that none knows them by heart. */
export const trialPassages: readonly SourcePassage[] = [
  {
    ...face,
    passageId: 1,
    path: '第三条',
    text: '第三条 首次获得认定的企业，一次性奖励18万元；复审通过的，奖励7万元，但两年内受过行政处罚的除外。',
  },
  {
    ...face,
    passageId: 2,
    path: '第五条',
    text: '第五条 企业应当在取得证书之日起45日内，通过服务平台提交营业执照、证书和承诺书。',
  },
  {
    ...face,
    passageId: 3,
    path: '第八条',
    text: '第八条 研发费用占销售收入的比例不低于3.6%的企业，可以同时申请贷款贴息，贴息期限不超过24个月。',
  },
];

/** An amount, a time limit, and one that has no answer. */
export const trialQuestions: readonly TrialQuestion[] = [
  { question: '首次获得认定的企业奖励多少钱？', expected: ['18万元'] },
  { question: '拿到证书以后最晚多久要提交材料？', expected: ['45日'] },
  { question: '企业购买厂房可以补贴多少？', expected: null },
];
