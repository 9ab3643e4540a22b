import { describe, expect, it } from 'vitest';

import type { CatalogueFact } from '~/app/forms/build/less/catalogue-fact';
import { searchFacts } from '~/app/forms/build/less/search-facts';
import { analyseLess, type EarlierField } from '~/app/forms/build/less/suggest-less';
import { fillingSeconds, inMinutes } from '~/forms/definition/filling-time';
import type { FormDefinition } from '~/forms/definition/form-definition';

const fact = (key: string, label: string, rest: Partial<CatalogueFact> = {}): CatalogueFact => ({
  key,
  label,
  source: '市场监管局',
  periods: [],
  initials: '',
  synonyms: [],
  freshDays: 365,
  sensitivity: 'internal',
  isCertificate: false,
  held: { firms: 3, of: 10 },
  ...rest,
});
const facts = [
  fact('registration.name', '企业名称', { initials: 'qymc' }),
  fact('rd.expense', '研发费用', { initials: 'yffy', synonyms: ['研究开发费'], source: '税务局' }),
  fact('rd.domestic', '境内研发费用', { initials: 'jnyffy', source: '税务局' }),
  fact('qualification.high-tech', '有效期内的高新技术企业', { initials: 'yxqn', isCertificate: true }),
];
const earlier: EarlierField[] = [
  { form: 'award', title: '奖励申请表', field: 'bank', label: '开户银行', type: 'textfield' },
  { form: 'award', title: '奖励申请表', field: 'agree', label: '承诺', type: 'checkbox' },
];
const form: FormDefinition = {
  components: [
    { type: 'textfield', key: 'name', label: '企业名称' },
    { type: 'number', key: 'rd', label: '研发费用', prefill: { fact: 'rd.expense' } },
    { type: 'file', key: 'proof', label: '高新技术企业证书（扫描件）' },
    { type: 'file', key: 'plan', label: '实施方案' },
    { type: 'textfield', key: 'bank', label: '开户银行' },
    { type: 'checkbox', key: 'agree', label: '承诺' },
    { type: 'textarea', key: 'why', label: '理由' },
    { type: 'number', key: 'total', label: '合计', calculateValue: { '+': [1] } },
    { type: 'content', key: 'note' },
    { type: 'hidden', key: 'secret' },
  ],
};

describe('少填分析', () => {
  const analysis = analyseLess(form, facts, earlier);

  it('finds what a department, a certificate or an earlier form holds', () => {
    expect(analysis.suggestions.map(({ key, by, binding }) => [key, by, binding])).toEqual([
      ['name', 'fact', { fact: 'registration.name', period: 'latest', locked: true }],
      ['proof', 'certificate', { certificate: 'qualification.high-tech' }],
      ['bank', 'earlier', { earlier: { form: 'award', field: 'bank' } }],
    ]);
    expect(analysis.bound).toEqual([{ key: 'rd', label: '研发费用', source: '税务局' }]);
  });

  it('counts the seconds that a filing takes, without, with and with more', () => {
    expect(analysis.fields).toBe(7);
    expect(analysis.seconds).toEqual({
      bare: 20 + 30 + 90 + 90 + 20 + 4 + 120,
      now: 20 + 2 + 90 + 90 + 20 + 4 + 120,
      then: 2 + 2 + 2 + 90 + 2 + 4 + 120,
    });
    expect([inMinutes(90), fillingSeconds({ type: 'own', key: 'x' }, false)]).toEqual([1.5, 0]);
  });

  it('is quiet once everything is taken', () => {
    const taken: FormDefinition = {
      components: form.components.map((one) => {
        const found = analysis.suggestions.find(({ key }) => key === one.key);
        return found ? { ...one, prefill: found.binding } : one;
      }),
    };
    const again = analyseLess(taken, facts, earlier);
    expect(again.suggestions).toEqual([]);
    expect(again.seconds.now).toBe(analysis.seconds.then);
  });
});

describe('searchFacts', () => {
  it.each([
    ['研发', ['rd.expense', 'rd.domestic']],
    ['yffy', ['rd.expense', 'rd.domestic']],
    ['研究开发费', ['rd.expense']],
    ['税务 境内', ['rd.domestic']],
    ['registration', ['registration.name']],
    ['不存在', []],
  ])('finds by %s', (query, keys) => {
    expect(searchFacts(facts, query).map(({ key }) => key)).toEqual(keys);
  });

  it('shows all without a query', () => {
    expect(searchFacts(facts, '  ')).toHaveLength(4);
  });
});
