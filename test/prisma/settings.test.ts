import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

import { expect, test } from 'vitest';

import { parseSettings, settingsSchema, SettingsError } from '~/prisma/settings.server';

const example = parseEnv(readFileSync('.env.example', 'utf8'));

test('.env.example names every setting and nothing else', () => {
  expect(Object.keys(example).sort()).toEqual(Object.keys(settingsSchema.shape).sort());
});

test('.env.example holds the defaults', () => {
  expect(parseSettings(example)).toEqual(parseSettings({}));
});

test('a wrong setting is named in a sentence', () => {
  expect(() => parseSettings({ PORT: 'many' })).toThrow(SettingsError);
  expect(() => parseSettings({ PORT: 'many' })).toThrow(/PORT is "many"/);
});

test('a secret is never repeated in the message', () => {
  const attempt = () => parseSettings({ SESSION_SECRET: 'too-short-secret' });
  expect(attempt).toThrow(/SESSION_SECRET is set/);
  expect(attempt).not.toThrow(/too-short-secret/);
});
