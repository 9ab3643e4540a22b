import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { lintForm } from '~/forms/definition/lint-form';
import type { HeldCertificate } from '~/forms/prefill/held-certificate';
import { prefillForm, type PrefillResult } from '~/forms/prefill/prefill-form';
import type { PrefillFact } from '~/forms/prefill/prefill-fact';
import { refreshPrefill } from '~/forms/prefill/refresh-prefill';
import { checkForm } from '~/forms/submission/check-form';
import { listFields } from '~/forms/submission/list-fields';

const field = (key: string, rest: Partial<FormComponent> = {}): FormComponent => ({
  type: 'textfield',
  key,
  label: key,
  input: true,
  ...rest,
});
const fact = (key: string, period: string, value: unknown, rest: Partial<PrefillFact> = {}): PrefillFact => ({
  key,
  period,
  value,
  source: '市税务局',
  sourceKind: 'registry',
  observedAt: '2026-05-31',
  reference: null,
  ...rest,
});
const years: FormComponent = field('finance', {
  type: 'datagrid',
  prefill: { rows: 'years', count: 3 },
  components: [
    field('year', { prefill: { part: 'period' } }),
    field('revenue', { type: 'currency', prefill: { fact: 'revenue.annual' } }),
    field('research', { type: 'currency', prefill: { fact: 'rd.expense' } }),
    field('note'),
  ],
});
const held: FormComponent = field('held', {
  type: 'datagrid',
  prefill: { rows: 'certificates' },
  components: [
    field('name', { prefill: { part: 'name' } }),
    field('number', { prefill: { part: 'number' } }),
    field('until', { type: 'datetime', enableTime: false, prefill: { part: 'validUntil' } }),
    field('use'),
  ],
});
const certificate = (id: string, rest: Partial<HeldCertificate> = {}): HeldCertificate => ({
  id,
  key: 'qualification.high-tech',
  name: '高新技术企业',
  number: `GR-${id}`,
  issuer: '市科技局',
  issuedOn: '2024-11-01',
  validUntil: '2027-10-31',
  ...rest,
});
const fill = (
  components: FormComponent[],
  facts: PrefillFact[],
  certificates: HeldCertificate[] = [],
  today = '2026-11-22',
) => prefillForm({ components, facts, certificates, today });
const serverValues = ({ provenance }: PrefillResult) =>
  Object.fromEntries(
    Object.entries(provenance).map(([path, { value, locked }]) => [path, { value, locked }]),
  );

const figures = [
  fact('revenue.annual', '2023', '100'),
  fact('revenue.annual', '2025', '300'),
  fact('rd.expense', '2025', '30', { sourceKind: 'stated' }),
];

describe('a table by years', () => {
  test('has a row for each of the last complete years, each cell filled and locked by itself', () => {
    const filled = fill([years], figures);
    expect(filled.data.finance).toEqual([
      { year: '2023', revenue: 100 },
      { year: '2024' },
      { year: '2025', revenue: 300, research: 30 },
    ]);
    expect(filled.provenance['finance[0].revenue']).toMatchObject({
      fact: 'revenue.annual',
      period: '2023',
      locked: true,
      row: '2023',
    });
    expect(filled.provenance['finance[2].research']).toMatchObject({ locked: false, sourceKind: 'stated' });
    expect(filled.provenance['finance[1].year']).toMatchObject({
      locked: true,
      sourceKind: 'form',
      fact: null,
    });
    expect(filled.missing).toEqual(['finance[0].research', 'finance[1].revenue', 'finance[1].research']);
  });

  test('a figure that the column can’t hold is named, and a wrong number of years is three', () => {
    const odd = { ...years, prefill: { rows: 'years' as const, count: 0 } };
    const filled = fill([odd], [fact('revenue.annual', '2025', '1.005')]);
    expect(filled.data.finance).toHaveLength(3);
    expect(filled.unfit).toEqual([{ path: 'finance[2].revenue', fact: 'revenue.annual', value: '1.005' }]);
  });

  test('whatever rows a client sends, the filled cells and the years stay', () => {
    const filled = fill([years], figures);
    const sent = { finance: [{ year: '1999', revenue: 9, research: 5, note: '甲' }] };
    const checked = checkForm({
      definition: { components: [years] },
      data: sent,
      serverValues: serverValues(filled),
    });
    expect(checked.data.finance).toEqual([
      { year: '2023', revenue: 100, research: 5, note: '甲' },
      { year: '2024' },
      { year: '2025', revenue: 300 },
    ]);
    expect(checked.dropped.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'finance[0].year locked',
      'finance[0].revenue locked',
    ]);
  });

  test('a new year moves no figure into another year’s row', () => {
    const old = fill([years], figures);
    const draft = structuredClone({ data: old.data, provenance: old.provenance });
    (draft.data.finance as Record<string, unknown>[])[1] = { year: '2024', revenue: 222, note: '自填' };
    const fresh = fill([years], [...figures, fact('revenue.annual', '2026', '400')], [], '2027-01-05');
    const { data, provenance, changes } = refreshPrefill([years], draft, fresh, () => false);
    expect(data.finance).toEqual([
      { year: '2024', revenue: 222, note: '自填' },
      { year: '2025', revenue: 300, research: 30 },
      { year: '2026', revenue: 400 },
    ]);
    expect(provenance['finance[2].revenue']).toMatchObject({ row: '2026', locked: true });
    expect(changes.map(({ label, oldText, newText }) => [label, oldText, newText])).toEqual([
      ['revenue（2026）', '', '400.00 元'],
      ['revenue（2023）', '100.00 元', ''],
    ]);
  });

  test('a figure that its register corrects or takes back is told; one whose lock holds stays', () => {
    const draft = fill([years], figures);
    const corrected = fill([years], [fact('revenue.annual', '2025', '310')]);
    const told = (holds: boolean) =>
      refreshPrefill([years], draft, corrected, () => holds).changes.map(({ path, newText }) => [
        path,
        newText,
      ]);
    expect(told(false)).toEqual([
      ['finance[0].revenue', ''],
      ['finance[2].revenue', '310.00 元'],
    ]);
    expect(told(true)).toEqual([['finance[2].revenue', '310.00 元']]);
  });

  test('property: filled and sent back unchanged, nothing changes', () => {
    const figure = fc.record({
      key: fc.constantFrom('revenue.annual', 'rd.expense'),
      period: fc.constantFrom('2022', '2023', '2024', '2025'),
      value: fc.nat(),
      stated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 6 }), (drawn) => {
        const facts = drawn.map(({ key, period, value, stated }) =>
          fact(key, period, value, { sourceKind: stated ? 'stated' : 'registry' }),
        );
        const filled = fill([years, held], facts, [certificate('a')]);
        const definition = { components: [years, held] };
        const data = JSON.parse(JSON.stringify(filled.data)) as unknown;
        const checked = checkForm({ definition, data, serverValues: serverValues(filled) });
        expect(checked).toMatchObject({ data: filled.data, errors: [], dropped: [] });
        expect(refreshPrefill([years, held], filled, filled, () => false).changes).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a table of certificates', () => {
  const many = [certificate('b', { issuedOn: '2025-01-01', validUntil: null }), certificate('a')];

  test('has a row for each that counts today, oldest first, its particulars locked', () => {
    const ended = certificate('c', { validUntil: '2026-11-21' });
    const filled = fill([held], [], [...many, ended]);
    expect(filled.data.held).toEqual([
      { name: '高新技术企业', number: 'GR-a', until: '2027-10-31T00:00:00+08:00' },
      { name: '高新技术企业', number: 'GR-b' },
    ]);
    expect(filled.provenance['held[0].number']).toMatchObject({
      sourceKind: 'certificate',
      source: '市科技局',
      reference: 'GR-a',
      validUntil: '2027-10-31',
      locked: true,
    });
    expect(fill([held], []).data).toEqual({});
  });

  test('one more, one less: each row keeps what the firm wrote in it, and its own rows stay last', () => {
    const draft = fill([held], [], many);
    (draft.data.held as Record<string, unknown>[])[1]!.use = '乙用';
    (draft.data.held as Record<string, unknown>[]).push({ name: '自有证书', use: '丙用' });
    const fresh = fill([held], [], [many[0]!, certificate('d', { issuedOn: '2026-01-01' })]);
    const { data, changes } = refreshPrefill([held], draft, fresh, () => false);
    expect(data.held).toMatchObject([
      { number: 'GR-b', use: '乙用' },
      { number: 'GR-d' },
      { name: '自有证书', use: '丙用' },
    ]);
    expect(changes.map(({ label }) => label)).toContain('number（GR-d）');
    expect(changes.map(({ label }) => label)).toContain('number（GR-a）');
    expect(refreshPrefill([held], draft, fresh, () => true).data.held).toHaveLength(4);
  });
});

test('last year’s rows of a table without rows of its own come back, as far as its columns hold them', () => {
  const staff = field('staff', {
    type: 'datagrid',
    components: [field('who'), field('age', { type: 'number' })],
  });
  const earlier = {
    data: { staff: [{ who: '甲', age: 30 }, { gone: 1 }, { who: 5, age: '31' }, { who: '丙' }] },
    submittedAt: '2025-03-02',
    receiptNumber: 'HQ1',
    source: '贵公司 2025 年申报',
  };
  const filled = prefillForm({ components: [staff], facts: [], earlier, today: '2026-11-22' });
  expect(filled.data.staff).toEqual([{ who: '甲', age: 30 }, { who: '丙' }]);
  expect(filled.provenance['staff[1].who']).toMatchObject({ sourceKind: 'submission', locked: false });
  const odd = { ...earlier, data: { staff: 'x' } };
  expect(prefillForm({ components: [staff], facts: [], earlier: odd, today: '2026-11-22' }).data).toEqual({});
});

test('an answer comes from the mapped field of another form, after the own form’s last filing', () => {
  const components = [field('bank', { prefill: { earlier: { form: 'loan', field: 'account.bank' } } })];
  const other = {
    data: { account: { bank: '云江银行' } },
    submittedAt: '2025-06-01',
    receiptNumber: 'HQ2',
    source: '贵公司填报的《贷款》',
  };
  const own = { ...other, data: { bank: '另一家' }, receiptNumber: 'HQ3' };
  const from = (earlier: typeof own | null) =>
    prefillForm({
      components,
      facts: [],
      earlier,
      elsewhere: new Map([['loan', other]]),
      today: '2026-11-22',
    });
  expect(from(null).provenance.bank).toMatchObject({ reference: 'HQ2', locked: false, value: '云江银行' });
  expect(from(own).data.bank).toBe('另一家');
});

describe('a certificate that spares an upload', () => {
  const file = field('proof', {
    type: 'file',
    validate: { required: true },
    prefill: { certificate: 'qualification.high-tech' },
  });

  test('names itself in the field, locked; the longest one counts', () => {
    const filled = fill([file], [], [certificate('a', { validUntil: '2026-12-31' }), certificate('b')]);
    expect(filled.provenance.proof).toMatchObject({ locked: true, reference: 'GR-b' });
    expect(filled.certificates.proof).toMatchObject({ state: 'held', expiresSoon: false });
    const soon = fill([file], [], [certificate('a', { validUntil: '2026-12-31' })]);
    expect(soon.certificates.proof).toMatchObject({ state: 'held', expiresSoon: true });
    const checked = checkForm({
      definition: { components: [file] },
      data: {},
      serverValues: serverValues(filled),
    });
    expect(checked.errors).toEqual([]);
    const [row] = listFields([file], checked.data, filled.provenance);
    expect(row).toMatchObject({ text: '高新技术企业 GR-b', files: [] });
  });

  test('an ended one is told and asks for the file; a client can’t claim one', () => {
    const ended = fill([file], [], [certificate('a', { validUntil: '2026-11-21' })]);
    expect([ended.data, ended.missing, ended.certificates.proof?.state]).toEqual([{}, ['proof'], 'expired']);
    expect(fill([file], []).certificates.proof).toEqual({ state: 'none' });
    const forged = { proof: [{ fileId: 'certificate:b', name: 'x' }] };
    const { errors } = checkForm({ definition: { components: [file] }, data: forged });
    expect(errors).toMatchObject([{ path: 'proof', code: 'file-unknown' }]);
  });

  test('one that ends while the draft is open is told as gone', () => {
    const draft = fill([file], [], [certificate('a')]);
    const { changes, data } = refreshPrefill([file], draft, fill([file], []), () => false);
    expect(changes).toMatchObject([{ path: 'proof', fact: 'qualification.high-tech', newText: '' }]);
    expect(data).toEqual({});
  });
});

describe('a source that doesn’t answer', () => {
  const staff = field('staff', { type: 'number', prefill: { fact: 'staff.count' } });
  const sourcesDown = new Map([['staff.count', { source: '市人社局', since: '2026-11-20' }]]);
  const now = (facts: PrefillFact[], earlier?: Parameters<typeof prefillForm>[0]['earlier']) =>
    prefillForm({ components: [staff], facts, sourcesDown, earlier: earlier ?? null, today: '2026-11-22' });

  test('leaves the field open and marked, with the last value if there was one', () => {
    expect(now([fact('staff.count', '2026Q3', 86)]).provenance.staff).toMatchObject({
      value: 86,
      locked: false,
      pending: true,
    });
    const silent = now([]);
    expect(silent.data).toEqual({});
    expect(silent.provenance.staff).toMatchObject({ value: null, source: '市人社局', pending: true });
    const stated = now([fact('staff.count', '2026Q3', 80, { sourceKind: 'stated' })]);
    expect(stated.provenance.staff?.locked).toBe(false);
  });

  test('last time’s answer is to be verified too', () => {
    const earlier = { data: { staff: 80 }, submittedAt: '2025-03-02', receiptNumber: 'HQ1', source: '' };
    expect(now([], earlier).provenance.staff).toMatchObject({ sourceKind: 'submission', pending: true });
  });
});

test('what the rows of a table don’t have is refused before it is published', () => {
  const wrong = (component: FormComponent) =>
    lintForm({ components: [component] }, { knownFacts: new Set(['revenue.annual', 'rd.expense']) }).map(
      ({ code }) => code,
    );
  expect(wrong(years)).not.toContain('binding-in-grid');
  expect(wrong({ ...years, prefill: {} })).toEqual(expect.arrayContaining(['binding-in-grid', 'row-part']));
  expect(wrong({ ...held, components: [field('year', { prefill: { part: 'period' } })] })).toContain(
    'row-part',
  );
  expect(wrong(field('file', { type: 'file', prefill: { certificate: 'no.such' } }))).toContain(
    'fact-unknown',
  );
});
