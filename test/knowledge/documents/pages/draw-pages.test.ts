import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';

import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPageDrawer, type PageDrawer } from '~/knowledge/documents/pages/open-page-drawer.server';

import { makePdf } from '../make-files';

const folder = mkdtempSync(path.join(tmpdir(), 'huiqitong-pages-'));
let drawer: PageDrawer;
let file: { sha256: string; file: string; format: 'pdf' };

beforeAll(async () => {
  drawer = openPageDrawer({ folder: path.join(folder, 'pages'), longSide: 600 });
  file = keep('a.pdf', await makePdf(['第一条 对符合条件的企业给予补助。', '第二条 自印发之日起施行。']));
});
afterAll(async () => {
  await drawer.close();
  rmSync(folder, { recursive: true });
});

function keep(name: string, bytes: Uint8Array) {
  const target = path.join(folder, name);
  writeFileSync(target, bytes);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), file: target, format: 'pdf' as const };
}

test('a page is drawn with its letters, and kept', { timeout: 60_000 }, async () => {
  const drawn = await drawer.draw({ ...file, page: 1 });
  if (!drawn.ok) throw new Error(JSON.stringify(drawn));
  const { height } = await sharp(drawn.webp).metadata();
  expect(height).toBe(600);
  // Not an empty sheet: the two lines leave dark pixels.
  const { channels } = await sharp(drawn.webp).greyscale().stats();
  expect(channels[0]?.min).toBeLessThan(80);
  const kept = readdirSync(path.join(folder, 'pages'), { recursive: true }).map(String);
  expect(kept.filter((name) => name.endsWith('.webp'))).toEqual([
    path.join(file.sha256.slice(0, 2), `${file.sha256}-1-600.webp`),
  ]);
  rmSync(file.file);
  expect(await drawer.draw({ ...file, page: 1 })).toEqual(drawn);
});

test('a page too far is none, and a broken file a refusal', { timeout: 60_000 }, async () => {
  const short = keep('b.pdf', await makePdf(['第一条 甲。']));
  expect(await drawer.draw({ ...short, page: 2 })).toEqual({ ok: false, reason: 'no-page' });
  const broken = keep('c.pdf', new TextEncoder().encode('%PDF-1.7\nnothing'));
  expect(await drawer.draw({ ...broken, page: 1 })).toMatchObject({
    ok: false,
    refusal: { code: 'damaged' },
  });
});

test(
  'what takes too long is refused, and the next page begins with a new process',
  { timeout: 60_000 },
  async () => {
    const hasty = openPageDrawer({ folder: path.join(folder, 'hasty'), timeMs: 1 });
    const short = keep('d.pdf', await makePdf(['第一条 甲。']));
    try {
      for (const page of [1, 1])
        expect(await hasty.draw({ ...short, page })).toMatchObject({
          ok: false,
          refusal: { code: 'too-slow' },
        });
    } finally {
      await hasty.close();
    }
  },
);
