import { beforeAll, expect, test } from 'vitest';

import { takeChatOffers } from '~/forms/prefill/chat-offer.server';
import { awaitedOf } from '~/forms/prefill/field-provenance';
import { writeTaken } from '~/forms/prefill/write-taken.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { requireDraft } from '~/forms/submission/open-draft.server';
import { saveDraft } from '~/forms/submission/save-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { saidInChat } from '~/knowledge/enterprises/fact-set';

import { useDatabase } from '../../setup/database';
import { buildCity, components, key, member, noon, publish } from '../small-city';

const { db } = useDatabase();
let now = noon;
const deps = { db, now: () => now, signingKey: key };
const start = async () =>
  (await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true })).draftId;

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd', [
    ...components,
    {
      ...{ type: 'datagrid', key: 'years', label: '近三年', input: true },
      prefill: { rows: 'years', count: 3 },
      components: [
        { type: 'textfield', key: 'year', label: '年度', input: true, prefill: { part: 'period' } },
        {
          ...{ type: 'currency', key: 'revenue', label: '营业收入', input: true },
          prefill: { fact: 'revenue.annual' },
        },
      ],
    },
  ]);
  await db.fact.create({
    data: {
      ...{ enterpriseId: 'zhizao', key: 'revenue.annual', period: '2024', value: '5000000' },
      ...{ source: '林经办', sourceKind: 'stated', reference: `${saidInChat}c1` },
      ...{ observedAt: noon, recordedAt: noon },
    },
  });
});

test('a figure told of a year is offered for that year’s row, in a draft that was begun the year before, too', async () => {
  now = noon;
  const draftId = await start();
  now = new Date('2027-02-01T04:00:00Z');
  const view = await getDraft(deps, member, draftId);
  expect(view.data.years).toMatchObject([{ year: '2023' }, { year: '2024' }, { year: '2025' }]);
  expect(view.chatOffers.map(({ path, label }) => [path, label])).toEqual([
    ['years[1].revenue', '营业收入（2024）'],
  ]);
  const { revision } = view;
  await expect(
    takeChatOffers(deps, member, { draftId, revision, paths: ['years[0].revenue'] }),
  ).rejects.toMatchObject({ code: 'conflict' });
  await takeChatOffers(deps, member, { draftId, revision, paths: ['years[1].revenue'] });
  const taken = await getDraft(deps, member, draftId);
  const rows = taken.data.years as { year: string; revenue?: unknown }[];
  expect(rows.map(({ year, revenue }) => [year, revenue ?? null])).toEqual([
    ['2023', null],
    ['2024', 5000000],
    ['2025', null],
  ]);
  expect(taken.provenance['years[1].revenue']).toMatchObject({ row: '2024', fromChat: true });
  now = noon;
});

test('what was saved while a value was being taken is not lost to it', async () => {
  const draftId = await start();
  const draft = await requireDraft(deps, member, draftId);
  const { revision } = await saveDraft(deps, member, {
    ...{ draftId, revision: draft.revision },
    data: { ...draft.data, phone: '13800138000' },
  });
  const { data, provenance } = draft;
  await expect(
    writeTaken(deps, member, draft, { data, provenance, revision, paths: [], action: 'draft.chat-taken' }),
  ).rejects.toMatchObject({ code: 'conflict' });
  expect((await getDraft(deps, member, draftId)).data.phone).toBe('13800138000');
});

test('a field that waits for its source goes on waiting, by whichever way it was filled', () => {
  const origin = {
    ...{ fact: 'staff.insured', period: null, source: '市人社局', sourceKind: 'registry' as const },
    ...{ observedAt: '', locked: false, reference: null, value: null, pending: true },
  };
  const awaited = { pending: true, pendingFact: { key: 'staff.insured', source: '市人社局' } };
  expect(awaitedOf(origin)).toEqual(awaited);
  // From an earlier submission or a photo, and then from the chat.
  expect(awaitedOf({ ...origin, fact: null, source: '上次填报', ...awaited })).toEqual(awaited);
  expect(awaitedOf({ ...origin, source: '林经办', ...awaited })).toEqual(awaited);
  expect(awaitedOf({ ...origin, pending: false })).toEqual({});
  expect(awaitedOf(undefined)).toEqual({});
});
