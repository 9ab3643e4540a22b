import { expect, test } from 'vitest';

import { readAnswer } from '~/app/forms/fill/read-answer';

test('an answer is read as it stands; a page of a proxy, an empty one and a bare word say nothing', async () => {
  expect(await readAnswer(Response.json({ title: '没有这个字段' }, { status: 422 }))).toEqual({
    title: '没有这个字段',
  });
  for (const text of ['<!doctype html><h1>502</h1>', '', 'null', '"no"'])
    expect(await readAnswer(new Response(text, { status: 502 }))).toEqual({});
});
