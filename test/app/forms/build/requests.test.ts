import { afterEach, describe, expect, it, vi } from 'vitest';

import { fetchDefinition, fetchSources, sendGroupDeed } from '~/app/forms/build/insert/group-requests';
import { sendDesign } from '~/app/forms/build/send-design';

const asked: { address: string; body: unknown }[] = [];

/** The browser's fetch, answered as the routes answer. */
function answerWith(status: number, body: unknown): void {
  vi.stubGlobal('fetch', (address: string, { body: sent }: RequestInit = {}) => {
    asked.push({ address, body: typeof sent === 'string' ? (JSON.parse(sent) as unknown) : undefined });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status }));
  });
}
afterEach(() => {
  vi.unstubAllGlobals();
  asked.length = 0;
});

describe('saving a design', () => {
  const send = () => sendDesign('f1', 3, { title: '表' });

  it('sends the revision it began from, and learns the next', async () => {
    answerWith(200, { revision: 4, savedAt: '2026-11-20T04:00:00Z', findings: [] });
    expect(await send()).toEqual({
      answer: { kind: 'saved', revision: 4, at: new Date('2026-11-20T04:00:00Z') },
      findings: [],
      refused: [],
    });
    expect(asked).toEqual([{ address: '/desk/forms/f1/save', body: { revision: 3, title: '表' } }]);
  });

  it('tells a conflict from a refusal, with its sentences', async () => {
    answerWith(409, { current: { revision: 9, updatedAt: '2026-11-20T04:00:00Z' } });
    expect((await send()).answer).toMatchObject({ kind: 'conflict', revision: 9 });
    answerWith(409, { current: { revision: 9 } });
    expect((await send()).answer).toEqual({ kind: 'conflict', revision: 9, updatedAt: null });
    answerWith(422, { errors: [{ message: '有脚本' }] });
    expect(await send()).toEqual({ answer: { kind: 'refused', status: 422 }, refused: ['有脚本'] });
    answerWith(502, 'no JSON');
    expect(await send()).toEqual({ answer: { kind: 'refused', status: 502 }, refused: [] });
  });
});

describe('groups of fields', () => {
  it('are fetched with the forms, and another form’s fields by its id', async () => {
    answerWith(200, { groups: [], forms: [] });
    expect(await fetchSources('f1')).toEqual({ groups: [], forms: [] });
    answerWith(200, { title: '表', definition: { components: [] } });
    expect(await fetchDefinition('f1', 'a b')).toEqual({ components: [] });
    expect(asked.map(({ address }) => address)).toEqual([
      '/desk/forms/f1/groups',
      '/desk/forms/f1/groups?from=a%20b',
    ]);
  });

  it('a failing server is an error, not an empty list', async () => {
    answerWith(500, '');
    await expect(fetchSources('f1')).rejects.toThrow('500');
  });

  it('a refused deed says why', async () => {
    const deed = { act: 'delete', id: 'g' } as const;
    answerWith(200, { groups: [] });
    expect(await sendGroupDeed('f1', deed)).toEqual({ groups: [] });
    answerWith(422, { title: '不对', errors: [{ message: '已有同名' }] });
    expect(await sendGroupDeed('f1', deed)).toEqual({ refused: ['已有同名'] });
    answerWith(404, { title: '找不到' });
    expect(await sendGroupDeed('f1', deed)).toEqual({ refused: ['找不到'] });
    answerWith(502, 'no JSON');
    expect(await sendGroupDeed('f1', deed)).toEqual({ refused: ['502'] });
  });
});
