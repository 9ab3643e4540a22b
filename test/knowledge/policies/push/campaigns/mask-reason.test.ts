import { expect, test } from 'vitest';

import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { masked, maskReason, readsConfidential } from '~/knowledge/policies/push/campaigns/mask-reason';

const fact = (key: string) => ({ key, label: key, text: '12', source: '税务局', observedOn: '2026-11-02' });

test('an officer reads which fact changed, and its value only where it is public', () => {
  expect(maskReason({ kind: 'day' }, builtInCatalogue)).toEqual({ kind: 'day' });
  const definitions = [...builtInCatalogue.values()];
  const open = definitions.find(({ sensitivity }) => sensitivity === 'public');
  const reason = maskReason(
    { kind: 'facts', facts: [fact('rd.expense'), fact('contact.phone')] },
    builtInCatalogue,
  );
  expect(reason).toMatchObject({ facts: [{ label: 'rd.expense', text: masked }, { text: masked }] });
  if (open) {
    expect(maskReason({ kind: 'facts', facts: [fact(open.key)] }, builtInCatalogue)).toMatchObject({
      facts: [{ text: '12' }],
    });
  }
});

test('an amount that rests on a confidential fact is one that an officer doesn’t see', () => {
  const content = (field: string) => ({
    rule: { combinator: 'and' as const, rules: [{ field, operator: '=' as const, value: '1' }] },
    derived: [],
    benefit: { label: { zh: '补助' } },
  });
  expect(readsConfidential(content('bank.account'), builtInCatalogue)).toBe(true);
  expect(readsConfidential(content('staff.count'), builtInCatalogue)).toBe(false);
});
