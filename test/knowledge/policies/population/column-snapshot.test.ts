import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { exact } from '~/knowledge/enterprises/exact-number';
import { makeFactColumns, writeCell } from '~/knowledge/policies/population/fact-columns';
import {
  BrokenSnapshotError,
  loadColumns,
  saveColumns,
} from '~/knowledge/policies/population/column-snapshot.server';

const nothing = { missing: [], evidence: [] };

async function makeSnapshot() {
  const columns = makeFactColumns(70, [
    { key: 'staff.insured', type: 'count' },
    { key: 'points', type: 'number' },
    { key: 'size', type: 'code' },
    { key: 'credit.abnormal', type: 'boolean' },
  ]);
  const write = (key: string, row: number, reading: object) =>
    writeCell(columns.columns.get(key)!, row, { ...nothing, ...reading });
  write('staff.insured', 3, { value: exact(86) });
  write('points', 69, { low: exact(40), high: exact(60) });
  write('size', 5, { among: ['small', 'micro'] });
  write('size', 6, { value: 'large' });
  write('credit.abnormal', 7, { value: true });
  const file = join(await mkdtemp(join(tmpdir(), 'huiqitong-columns-')), 'columns.bin');
  await saveColumns(file, columns, { at: '2026-06-30' });
  return { columns, file };
}

describe('a snapshot of columns', () => {
  it('comes back as it was', async () => {
    const { columns, file } = await makeSnapshot();
    const loaded = await loadColumns(file);
    expect(loaded.meta).toEqual({ at: '2026-06-30' });
    expect(loaded.columns).toEqual(columns);
  });

  it('is refused when a bit flipped or its end is missing', async () => {
    const { file } = await makeSnapshot();
    const content = await readFile(file);
    const flipped = Buffer.from(content);
    flipped[content.length - 9]! ^= 4;
    await writeFile(file, flipped);
    await expect(loadColumns(file)).rejects.toThrow(BrokenSnapshotError);
    await writeFile(file, content.subarray(0, content.length - 40));
    await expect(loadColumns(file)).rejects.toThrow(BrokenSnapshotError);
    await writeFile(file, '');
    await expect(loadColumns(file)).rejects.toThrow(BrokenSnapshotError);
  });
});
