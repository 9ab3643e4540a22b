import { expect, test } from 'vitest';

import { offerLicence } from '~/app/forms/fill/licence/offer-licence';
import { originWords } from '~/app/forms/fill/origin-words';
import type { FieldProvenance } from '~/forms/prefill/field-provenance';

const field = (key: string, label: string, more = {}) => ({
  type: 'textfield',
  key,
  label,
  input: true,
  ...more,
});
const origin = (more: Partial<FieldProvenance>): FieldProvenance => ({
  ...{ fact: null, period: null, source: '来源', sourceKind: 'registry', observedAt: '2026-11-02' },
  ...{ locked: false, reference: null, value: 'x' },
  ...more,
});
const form = {
  components: [
    field('name', '企业名称', { prefill: { fact: 'registration.name' } }),
    field('scope', '经营范围'),
    field('copy', '营业执照副本', { type: 'file', filePattern: '.jpg,.pdf' }),
  ],
};

test('a photo is offered for open fields alone, with the place for the licence itself', () => {
  const locked = { name: origin({ locked: true, fact: 'registration.name' }) };
  expect(offerLicence(form, { data: {}, provenance: locked }, [])).toEqual({
    count: 1,
    taken: [],
    keep: { path: 'copy', label: '营业执照副本' },
  });
  const both = { ...locked, scope: origin({ locked: true }) };
  expect(offerLicence(form, { data: {}, provenance: both }, [])).toBeNull();
  const taken = { ...locked, scope: origin({ sourceKind: 'licence' }) };
  expect(offerLicence(form, { data: {}, provenance: taken }, [])?.taken).toEqual(['scope']);
});

test('no place is offered for a photo that the file field would refuse', () => {
  const pdfs = { components: [field('scope', '经营范围'), { ...form.components[2], filePattern: '.pdf' }] };
  expect(offerLicence(pdfs as typeof form, { data: {}, provenance: {} }, [])?.keep).toBeNull();
});

test('a photo’s value, a corrected one and a file taken again say so', () => {
  const t = (key: string, params: Record<string, string | number> = {}) =>
    `${key} ${Object.values(params).join(' ')}`.trim();
  expect(originWords(origin({ sourceKind: 'licence', readAs: '何青禾' }), t)).toMatchObject({
    ...{ lead: 'fill.origin.licence', source: null },
    rest: ['2026-11-02', 'fill.origin.read-as 何青禾'],
  });
  const again = origin({ sourceKind: 'submission', taken: true, reference: 'HQ1', validUntil: '2027-01-01' });
  expect(originWords(again, t)).toMatchObject({
    lead: 'fill.origin.file-taken 2026-11-02',
    rest: ['来源', 'fill.origin.number HQ1', 'fill.origin.valid-until 2027-01-01'],
  });
});
