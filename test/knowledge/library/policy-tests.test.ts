import { describe, expect, test } from 'vitest';

import { readLibraryPolicies } from '~/knowledge/library/read-library.server';
import { runPolicyTests } from '~/knowledge/policies/design/policy-test';

import { catalogue, policies } from './sample-city';

/** Whether a product is a first set is for experts: nobody is eligible by facts alone. */
const judgedByPeople = ['first-set'];

describe('the test cases of the sample policies', () => {
  test('each policy has at least two: a firm that must pass, and one that must not', () => {
    const lacking = [...policies].flatMap(([id, { tests }]) => {
      const kinds = new Set(tests.map(({ expected }) => expected));
      const passes = judgedByPeople.includes(id) ? kinds.has('to-confirm') : kinds.has('eligible');
      return tests.length >= 2 && passes && kinds.has('ineligible') ? [] : [id];
    });
    expect(lacking).toEqual([]);
  });

  test('most policies say what happens when a fact is missing, too', () => {
    const open = [...policies.values()].filter(({ tests }) =>
      tests.some(({ expected }) => expected === 'one-step' || expected === 'to-confirm'),
    );
    expect(open.length).toBeGreaterThan(40);
  });

  test.each([...policies.keys()])('%s: each case comes out as it is written', (id) => {
    const { tests, content } = policies.get(id)!;
    const wrong = runPolicyTests(tests, content, catalogue).filter(({ passed }) => !passed);
    expect(wrong).toEqual([]);
  });

  test('they hold on whatever day the city is seeded', () => {
    for (const day of ['2027-03-05', '2028-02-29'])
      for (const [id, { tests, content }] of readLibraryPolicies(day))
        expect([id, runPolicyTests(tests, content, catalogue).filter(({ passed }) => !passed)]).toEqual([
          id,
          [],
        ]);
  });
});
