import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { wordResources } from '~/app/words/merge-words';
import { translator } from '~/app/words/translator';

const root = path.resolve(import.meta.dirname, '../../..');
const known = new Set(Object.keys(wordResources['zh-CN'].translation));
const sources = listSources(path.join(root, 'app'));

test('every word that the code names exists', () => {
  const missing = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\bt\(\s*'([^']+)'/g)]
      .map(([, key]) => key ?? '')
      .filter((key) => !known.has(key))
      .map((key) => `${file}: ${key}`),
  );
  expect(missing).toEqual([]);
});

test('every family of words that the code builds a key of has at least one member', () => {
  const missing = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\bt\(\s*`([\w.-]+)\$\{/g)]
      .map(([, prefix]) => prefix ?? '')
      .filter((prefix) => ![...known].some((key) => key.startsWith(prefix)))
      .map((prefix) => `${file}: ${prefix}…`),
  );
  expect(missing).toEqual([]);
});

test('every word is named somewhere, or is of a family whose key is built', () => {
  const all = ['app', 'forms', 'knowledge', 'prisma'].flatMap((room) => listSources(path.join(root, room)));
  const text = all.map((source) => source.text).join('\n');
  const families = [
    ...new Set([...text.matchAll(/`([\w-]+\.[\w.-]*)\$\{/g)].map(([, prefix]) => prefix ?? '')),
  ];
  const named = new Set([...text.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key));
  // `${summary}.words`: a key that is named, with an ending.
  const endings = [
    ...new Set([...text.matchAll(/`\$\{[^}`]+\}([.-][\w.-]+)`/g)].map(([, ending]) => ending ?? '')),
  ];
  const isEnded = (key: string) =>
    endings.some((ending) => key.endsWith(ending) && isNamed(key.slice(0, -ending.length)));
  const isNamed = (key: string) => named.has(key) || families.some((prefix) => key.startsWith(prefix));
  const unused = [...known].filter((key) => !isNamed(key) && !isEnded(key));
  expect(unused).toEqual([]);
});

test('the rooms do not overwrite each other’s words', () => {
  const keys = ['app', 'forms', 'knowledge'].flatMap((room) =>
    Object.keys(JSON.parse(readFileSync(path.join(root, room, 'words/zh-CN.json'), 'utf8')) as object),
  );
  expect(keys).toHaveLength(new Set(keys).size);
});

test('placeholders are filled in both languages', () => {
  expect(translator('zh-CN')('home.all', { n: 14 })).toBe('查看全部 14 项');
  expect(translator('en')('home.all', { n: 14 })).toBe('See all 14');
});

function listSources(folder: string): { file: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const absolute = path.join(folder, entry.name);
    if (entry.isDirectory()) return listSources(absolute);
    // form.io's templates name form.io's own words, which app/forms/formio-words.ts holds.
    if (!/\.tsx?$/.test(entry.name) || entry.name === 'formio-templates.ts') return [];
    return [{ file: path.relative(root, absolute), text: readFileSync(absolute, 'utf8') }];
  });
}
