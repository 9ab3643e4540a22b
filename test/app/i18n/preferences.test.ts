import { expect, test } from 'vitest';

import { preferencesCookie, readPreferences } from '~/app/i18n/preferences';

const read = (cookie: string, address = '/') =>
  readPreferences(new Request(`http://localhost${address}`, { headers: { cookie } }));

test.each([
  [{ locale: 'en', elder: true }],
  [{ locale: 'en', elder: false }],
  [{ locale: 'zh-CN', elder: true }],
  [{ locale: 'zh-CN', elder: false }],
  [{ locale: 'zh-CN', elder: true, fill: 'page' }],
  [{ locale: 'en', elder: false, fill: 'one' }],
] as const)('what is kept is read again: %j', (preferences) => {
  const cookie = preferencesCookie(preferences);
  expect(cookie).toMatch(/; Path=\/; Max-Age=31536000; SameSite=Lax; HttpOnly$/);
  expect(read(`a=1; ${cookie.split(';')[0] ?? ''}`)).toEqual(preferences);
});

test('anything unknown means Chinese and the standard view', () => {
  expect(read('')).toEqual({ locale: 'zh-CN', elder: false });
  expect(read('hq_preferences=fr.large')).toEqual({ locale: 'zh-CN', elder: false });
});

test('an address may ask for a language', () => {
  expect(read('hq_preferences=zh-CN.elder', '/?lng=en')).toEqual({ locale: 'en', elder: true });
  expect(read('hq_preferences=en', '/?lng=zh-CN').locale).toBe('zh-CN');
});
