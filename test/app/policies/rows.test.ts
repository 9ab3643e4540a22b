import { describe, expect, it } from 'vitest';

import { inputsOf, missingOf, scoreOf, sourcesOf } from '~/app/components/policies/evidence';
import { pageOf } from '~/app/policies/page-of';
import { pageLocale } from '~/app/policies/page-locale';
import { namedTitle, pageTitle } from '~/app/policies/page-title';
import { passesFilters, readPolicyFilters } from '~/app/policies/policy-filters';
import { toPolicyDetailJson, toPolicyJson } from '~/app/policies/policy-json';
import { compareRows, toPolicyRow } from '~/app/policies/policy-row-data';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { judgeOrDefer, judgePolicy } from '~/knowledge/policies/judge-policy';
import { policyContentSchema } from '~/knowledge/policies/policy-content';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';
import type { ConditionJson } from '~/knowledge/policies/condition-json';

import { factsOf } from '../../knowledge/enterprises/derive';

const at = '2026-11-22';
const words = (zh: string) => ({ zh, en: `${zh} en` });
const policy = (part: Partial<PublishedPolicy> = {}, content: object = {}): PublishedPolicy => ({
  id: 'rd',
  versionId: 'v',
  title: '研发补助',
  titleEn: 'R&D subsidy',
  departmentId: 'science',
  department: '科技局',
  departmentEn: 'Science',
  region: '359900',
  effectiveFrom: '2026-01-01',
  expiresOn: '2027-12-31',
  formId: null,
  isSample: true,
  content: policyContentSchema.parse({
    summary: words('给研发投入的补助'),
    topic: 'technology',
    guide: {
      audience: words('一'),
      conditions: words('二'),
      timeLimit: words('三'),
      address: words('四'),
      phone: words('五'),
    },
    rule: {
      combinator: 'and',
      rules: [
        { id: 'staff', field: 'staff.count', operator: '<=', value: 300 },
        {
          id: 'either',
          label: '两者之一',
          combinator: 'or',
          rules: [
            { field: 'qualification.high-tech', operator: 'isTrue' },
            { field: 'ip.class1', operator: '>=', value: 1 },
          ],
        },
      ],
    },
    benefit: { label: words('补助'), amount: { kind: 'up-to', cap: { yuan: '500000' } } },
    window: { opens: '2026-10-01', closes: '2026-12-15' },
    channel: 'on-application',
    sources: [{ id: 's', documentTitle: '细则', documentNumber: '云江科发〔2026〕12号' }],
    ...content,
  }),
  ...part,
});
const judge = (raw: Record<string, unknown>, item = policy()) =>
  judgePolicy(item, factsOf(raw), { at, catalogue: builtInCatalogue }).verdict;
const row = (raw: Record<string, unknown>, item = policy()) => toPolicyRow(item, judge(raw, item), at, 'zh');

describe('a row of a list', () => {
  it('names what is lacking: of a choice only what is open', () => {
    expect(row({ 'staff.count': 3, 'qualification.high-tech': false })).toMatchObject({
      shown: 'one-step',
      lacks: ['I 类知识产权'],
      documentNumber: '云江科发〔2026〕12号',
      deadline: { date: '2026-12-15', daysLeft: 23 },
      amount: { kind: 'up-to', yuan: 500_000 },
    });
    expect(row({}).lacks).toEqual(['从业人数', '有效期内的高新技术企业', 'I 类知识产权']);
    expect(row({ 'staff.count': 301 })).toMatchObject({
      shown: 'ineligible',
      lacks: ['从业人数 ≤ 300 人'],
      amount: null,
    });
    expect(row({ 'staff.count': 3, 'ip.class1': 1 })).toMatchObject({ shown: 'eligible', lacks: [] });
  });

  it('names a condition that lacks no fact by its own words', () => {
    const judged = { rule: { combinator: 'and', rules: [{ operator: 'judged', label: '专家评审' }] } };
    expect(row({}, policy({}, judged)).lacks).toEqual(['专家评审']);
  });

  it('says when it ended', () => {
    expect(row({}, policy({ expiresOn: '2026-06-30' }))).toMatchObject({
      shown: 'expired',
      ended: '2026-06-30',
    });
    expect(row({}, policy({}, { window: { opens: '2026-01-01', closes: '2026-03-31' } }))).toMatchObject({
      shown: 'expired',
      ended: '2026-03-31',
      deadline: null,
    });
  });

  it('without a firm nothing is judged; English has its own words', () => {
    expect(toPolicyRow(policy(), undefined, at, 'en')).toMatchObject({
      shown: null,
      title: 'R&D subsidy',
      department: 'Science',
      lacks: [],
      amount: null,
    });
    expect(toPolicyRow(policy({ titleEn: null, departmentEn: null }), undefined, at, 'en')).toMatchObject({
      title: '研发补助',
      department: '科技局',
    });
  });

  it('sorts by verdict, then by deadline, then by title', () => {
    const soon = row(
      { 'staff.count': 301 },
      policy({ id: 'soon' }, { window: { opens: '2026-10-01', closes: '2026-12-01' } }),
    );
    const rows = [row({ 'staff.count': 301 }), soon, row({}), row({ 'staff.count': 3, 'ip.class1': 1 })];
    expect(rows.sort(compareRows).map(({ id, shown }) => `${id} ${shown}`)).toEqual([
      'rd eligible',
      'rd to-confirm',
      'soon ineligible',
      'rd ineligible',
    ]);
  });

  it('a rule that can not be computed is deferred, in the reader’s language', () => {
    const broken = policy(
      {},
      { rule: { combinator: 'and', rules: [{ field: 'gone', operator: '=', value: 1 }] } },
    );
    const [condition] = judgeOrDefer(broken, new Map(), { at, catalogue: builtInCatalogue, locale: 'en' })
      .verdict.conditions;
    expect(condition?.label).toBe('The department must correct the rule');
    const crash = new Map([['staff.count', null as never]]);
    expect(() => judgeOrDefer(policy(), crash, { at, catalogue: null as never })).toThrow();
  });
});

describe('filters', () => {
  const filters = (query: string) => readPolicyFilters(new URLSearchParams(query));
  it.each([
    ['', true],
    ['q=研发', true],
    ['q=研发 12号', true],
    ['q=担保', false],
    ['department=science&topic=technology&channel=on-application', true],
    ['department=tax', false],
    ['topic=tax', false],
    ['channel=automatic', false],
    ['region=city', true],
    ['region=nation', false],
  ])('%s', (query, passes) => {
    expect(passesFilters(row({}), filters(query))).toBe(passes);
  });
});

describe('pages of the API', () => {
  const items = ['a', 'b', 'c'].map((id) => ({ id }));
  it('go on from the cursor to the end', () => {
    expect(pageOf(items, { limit: 2 })).toEqual({ items: items.slice(0, 2), nextCursor: 'b' });
    expect(pageOf(items, { limit: 2, cursor: 'b' })).toEqual({ items: [{ id: 'c' }] });
    expect(pageOf(items, { limit: 2, cursor: 'c' })).toEqual({ items: [] });
    expect(pageOf([], { limit: 2 })).toEqual({ items: [] });
  });

  it('a policy says its state', () => {
    expect(toPolicyJson(policy(), at)).toMatchObject({
      id: 'rd',
      titleEn: 'R&D subsidy',
      status: 'in-force',
      window: { state: 'open' },
    });
    expect(toPolicyJson(policy({ titleEn: null }), '2025-01-01')).not.toHaveProperty('titleEn');
    expect(toPolicyJson(policy(), '2025-01-01').status).toBe('not-yet');
    expect(toPolicyDetailJson(policy(), '2028-01-01')).toMatchObject({
      status: 'expired',
      content: { topic: 'technology' },
    });
  });
});

describe('words of a page', () => {
  it('title and language go with the reader', () => {
    expect(pageTitle('policies.title', [])).toEqual([{ title: '找政策 · 惠企通' }]);
    expect(namedTitle('X', [{ id: 'root', data: { locale: 'en' } }])).toEqual([{ title: 'X · Huiqitong' }]);
    expect(pageLocale(new Request('http://x/?lng=en'))).toBe('en');
    expect(pageLocale(new Request('http://x/'))).toBe('zh');
  });
});

describe('evidence beside a condition', () => {
  const fact = (key: string, source?: string, observedAt?: string) => ({
    key,
    label: key,
    ...(source && { value: 1, source }),
    ...(observedAt && { observedAt }),
  });
  const leaf: ConditionJson = {
    id: '1',
    label: '',
    result: 'unknown',
    expected: '',
    facts: [fact('a', 'tax', '2026-06-01'), fact('b', 'tax', '2026-01-01'), fact('c', 'hr'), fact('d')],
  };

  it('each source once, with its oldest date', () => {
    expect(sourcesOf(leaf.facts).map(({ source, observedAt }) => [source, observedAt])).toEqual([
      ['tax', '2026-01-01'],
      ['hr', undefined],
    ]);
  });

  it('what is missing, also within a group; nothing once decided', () => {
    expect(missingOf({ ...leaf, facts: [], children: [leaf, leaf] }).map(({ key }) => key)).toEqual(['d']);
    expect(missingOf({ ...leaf, result: 'met' })).toEqual([]);
  });

  it('the inputs of a derived value, but not a value by itself', () => {
    expect(inputsOf(leaf)).toHaveLength(3);
    expect(inputsOf({ ...leaf, facts: [fact('a', 'tax')], value: { key: 'a', text: '1' } })).toEqual([]);
  });

  it('the points so far', () => {
    const part = { id: 'x', label: '', max: 20, key: 'a' };
    expect(
      scoreOf({
        ...leaf,
        score: [
          { ...part, low: 0, high: 20 },
          { ...part, low: 12, high: 12 },
        ],
      }),
    ).toEqual({ low: 12, open: true, max: 40 });
    expect(scoreOf(leaf)).toBeNull();
  });
});
