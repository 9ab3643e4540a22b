import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { utils, write } from '@e965/xlsx';
import { strToU8, zipSync, type Zippable } from 'fflate';

import { listFiles } from '~/forms/exports/read-applications.server';
import { openReader } from '~/prisma/database.server';
import { storedFilePath } from '~/prisma/files/store-file.server';

import { watchMemory } from './watch-memory';

/** The quick way to write the same: everything is read, made into one value, and written in one go. */
const [dir = '', format = ''] = process.argv.slice(2);
const sql = openReader(path.join(dir, 'huiqitong.db'));
const measured = watchMemory();
const rows = sql.all<{ id: string; number: string; name: string; creditCode: string; data: string }>(
  `SELECT s.id, r.number, e.name, e.creditCode, s.data FROM Submission s
     JOIN Enterprise e ON e.id = s.enterpriseId JOIN Receipt r ON r.submissionId = s.id ORDER BY s.submittedAt`,
);
const all = rows.map(({ number, name, creditCode, data }) => ({
  ...{ number, name, creditCode },
  ...(JSON.parse(data) as Record<string, string | number>),
}));
const out = path.join(dir, 'peer');

function csv(): string {
  const headers = Object.keys(all[0] ?? {});
  const cell = (value: unknown) =>
    typeof value === 'number' ? String(value) : `"${String(value).replaceAll('"', '""')}"`;
  return [
    headers.join(','),
    ...all.map((row) => headers.map((name) => cell(row[name as 'name'])).join(',')),
  ].join('\r\n');
}

function sheet(): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.json_to_sheet(all), 'Sheet1');
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

function archive(): Uint8Array {
  const entries: Zippable = {
    'applications.csv': strToU8(csv()),
    'applications.json': strToU8(JSON.stringify(all)),
  };
  for (let from = 0; from < rows.length; from += 500)
    for (const file of listFiles(
      sql,
      rows.slice(from, from + 500).map(({ id }) => id),
    ))
      entries[`attachments/${file.submissionId}/${file.name}`] = [
        readFileSync(storedFilePath(path.join(dir, 'files'), file.sha256)),
        { level: 0 },
      ];
  return zipSync(entries);
}

const ways = { csv, json: () => JSON.stringify(all), xlsx: sheet, zip: archive };
writeFileSync(out, ways[format as keyof typeof ways]());
// Else the timer that watches had no turn since the beginning.
await new Promise((resolve) => setTimeout(resolve, 20));
console.log(JSON.stringify(measured({ rows: rows.length, bytes: statSync(out).size })));
rmSync(out);
sql.close();
