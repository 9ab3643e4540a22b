import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  compareOpportunity,
  type KnownOpportunity,
} from '~/knowledge/policies/opportunities/compare-opportunity';
import type { Finding } from '~/knowledge/policies/opportunities/finding';
import { dueStep } from '~/knowledge/policies/opportunities/remind-of-deadlines.server';
import { writeCalendar } from '~/knowledge/policies/opportunities/write-calendar';

const figures = {
  amountYuan: fc.constantFrom(null, '100', '200'),
  closesOn: fc.constantFrom(null, '2026-12-15', '2027-12-15'),
};
const finding: fc.Arbitrary<Finding> = fc.record({
  enterpriseId: fc.constant('e'),
  policyId: fc.constant('p'),
  shown: fc.constantFrom('eligible', 'one-step'),
  amountKind: fc.constant('about'),
  ...figures,
  missing: fc.constantFrom([], ['staff.insured']),
  changed: fc.constant([]),
});

/** What stands after a step was taken and told. */
function after(known: KnownOpportunity | null, found: Finding, speaks: boolean): KnownOpportunity {
  const { shown, amountYuan, closesOn } = found;
  const told = speaks ? { shown, amountYuan, closesOn } : (known?.told ?? null);
  return { shown, amountYuan, closesOn, told, state: speaks ? 'told' : (known?.state ?? 'found') };
}

describe('what speaks', () => {
  test('the same finding never speaks twice', () => {
    fc.assert(
      fc.property(finding, (found) => {
        const first = compareOpportunity(null, found, true);
        const speaks = first.kind === 'found' && first.speaks;
        expect(compareOpportunity(after(null, found, speaks), found, true)).toEqual({ kind: 'none' });
      }),
    );
  });

  test('only a change of verdict, amount or deadline speaks', () => {
    fc.assert(
      fc.property(finding, finding, (one, other) => {
        const step = compareOpportunity(after(null, one, true), other, true);
        const differs =
          one.shown !== other.shown || one.amountYuan !== other.amountYuan || one.closesOn !== other.closesOn;
        expect('speaks' in step && step.speaks).toBe(
          differs && (other.shown === 'eligible' || other.missing.length > 0),
        );
      }),
    );
  });

  test('what ended for everyone is no news of the firm’s', () => {
    const known = { shown: 'eligible', amountYuan: null, closesOn: null, state: 'told' };
    const told = { shown: 'eligible', amountYuan: null, closesOn: null };
    expect(compareOpportunity({ ...known, told }, null, false)).toEqual({ kind: 'ended', speaks: false });
    expect(compareOpportunity({ ...known, told }, null, true)).toEqual({ kind: 'ended', speaks: true });
    expect(compareOpportunity({ ...known, told: null }, null, true)).toEqual({
      kind: 'ended',
      speaks: false,
    });
    expect(compareOpportunity({ ...known, shown: 'none', told: null }, null, true)).toEqual({ kind: 'none' });
  });

  test('a later window opens again what was applied for or set aside', () => {
    const known = {
      shown: 'eligible',
      amountYuan: null,
      closesOn: '2026-12-15',
      told: null,
      state: 'dismissed',
    };
    const found: Finding = {
      ...{ enterpriseId: 'e', policyId: 'p', shown: 'eligible', amountKind: null, amountYuan: null },
      ...{ closesOn: '2027-12-15', missing: [], changed: [] },
    };
    expect(compareOpportunity(known, found, true)).toEqual({ kind: 'reopened', speaks: true });
    expect(compareOpportunity(known, { ...found, closesOn: '2026-12-15', amountYuan: '5' }, true)).toEqual({
      kind: 'changed',
      speaks: false,
    });
  });
});

test.each([
  ['2026-11-02', null],
  ['2026-11-03', 30],
  ['2026-12-04', 7],
  ['2026-12-14', 1],
  ['2026-12-15', 1],
  ['2026-12-16', null],
])('on %s the step before 2026-12-15 is %s', (day, step) => {
  expect(dueStep(day, '2026-12-15')).toBe(step);
});

test('a calendar’s lines are folded at 75 octets, escaped, and give the text back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
      const event = {
        uid: 'x',
        on: '2026-12-15',
        title,
        text: '第一行\n第二行',
        url: 'https://a.cn/',
        changedAt: new Date(0),
      };
      const calendar = writeCalendar('日历', [event]);
      for (const line of calendar.split('\r\n'))
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      const summary = /\r\nSUMMARY:([^\r]*)\r\n/.exec(calendar.replaceAll('\r\n ', ''))?.[1] ?? '';
      const plain = summary.replace(/\\([\\;,n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
      expect(plain).toBe(title.replace(/\r\n|\r/g, '\n'));
    }),
  );
});
