import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from 'vitest';

import { drawByPoppler } from '~/knowledge/documents/recognition/draw-page.server';

import { makeBlankPdf } from './make-files';

async function draw(command: string) {
  const faults: string[] = [];
  const drawn = await drawByPoppler(makeBlankPdf(1), {
    ...{ page: 1, longSide: 100, command },
    onFault: (fault) => faults.push(fault),
  });
  return { drawn, faults };
}

test('that poppler is not installed is no fault', async () => {
  expect(await draw('no-such-pdftoppm')).toEqual({ drawn: null, faults: [] });
});

test('a poppler that fails is told with its page and its words', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'huiqitong-test-'));
  const command = path.join(folder, 'pdftoppm');
  writeFileSync(command, '#!/bin/sh\necho "Syntax Error: broken" >&2\nexit 1\n');
  chmodSync(command, 0o755);
  try {
    const { drawn, faults } = await draw(command);
    expect(drawn).toBeNull();
    expect(faults).toEqual([expect.stringMatching(/^pdftoppm, page 1: .*Syntax Error: broken/s)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
