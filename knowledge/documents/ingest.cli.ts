import { mkdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { systemReader } from '~/prisma/access/reader';
import { openDatabase } from '~/prisma/database.server';
import { migrateDatabase } from '~/prisma/migrate.server';
import { parseSettings } from '~/prisma/settings.server';

import { openDocumentParser } from './document-parser.server';
import type { IngestDependencies, IngestOptions, IngestResult } from './ingest-document.server';
import { isColumnTarget, type GuideMapping } from './import/guide-field';
import { guessGuideMapping } from './import/guess-guide-mapping';
import { ingestGuides } from './import/ingest-guides.server';
import { ingestPaths, listFiles } from './ingest-folder.server';
import { refusalSentence } from './refusal';
import { regionName } from './region';

const usage = `用法 / Usage: npm run ingest -- PATH… [--region CODE] [--issuer NAME] [--draft] [--json]
       npm run ingest -- --guides TABLE… [--mapping FILE.json]   （事项表 / tables of service guides: JSON 行, CSV, XLSX）`;

interface Command {
  paths: string[];
  options: IngestOptions;
  json: boolean;
  /** The paths are tables of service guides. */
  guides: boolean;
  /** Column → meaning; what isn't in it is guessed. */
  mapping: GuideMapping;
}

/** `npm run ingest`: files and folders into documents, a line each. Exits with 1 when every file was refused. */
async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2));
  if (typeof command === 'string') {
    console.error(command);
    return 2;
  }
  const settings = parseSettings(process.env);
  mkdirSync(settings.filesDir, { recursive: true });
  migrateDatabase(settings.databaseFile);
  const files = await listFiles(command.paths);
  const db = openDatabase(settings.databaseFile);
  const parser = openDocumentParser({ limits: { fileBytes: settings.UPLOAD_LIMIT_MB * 1024 * 1024 } });
  const startedAt = Date.now();
  const counts = { added: 0, unchanged: 0, 'new-version': 0, refused: 0, passages: 0 };
  try {
    const deps = { db, parser, filesDir: settings.filesDir, now: () => new Date() };
    let done = 0;
    const results = command.guides
      ? ingestTables(deps, files, command)
      : ingestPaths(deps, files, command.options);
    for await (const result of results) {
      counts[result.outcome] += 1;
      counts.passages += result.passages ?? 0;
      done += 1;
      report(result, command.json);
      showProgress(done, command.guides ? 0 : files.length);
    }
  } finally {
    await parser.close();
    await db.$disconnect();
  }
  const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
  clearProgress();
  if (command.json) console.log(JSON.stringify({ summary: { ...counts, seconds } }));
  else console.log(summary(counts, seconds));
  const taken = counts.added + counts.unchanged + counts['new-version'];
  return taken === 0 && counts.refused > 0 ? 1 : 0;
}

function readCommand(argv: string[]): Command | string {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        region: { type: 'string' },
        issuer: { type: 'string' },
        draft: { type: 'boolean', default: false },
        guides: { type: 'boolean', default: false },
        mapping: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (positionals.length === 0) return usage;
    if (values.region !== undefined && regionName(values.region) === null) {
      return `--region ${values.region}: 不是已知的行政区划代码 / not a known GB/T 2260 code (e.g. 359900, 310000, 000000)`;
    }
    return {
      paths: positionals,
      json: values.json,
      guides: values.guides,
      mapping: values.mapping === undefined ? {} : readMapping(values.mapping),
      options: {
        reader: systemReader,
        draft: values.draft,
        ...(values.region !== undefined && { region: values.region }),
        ...(values.issuer !== undefined && { issuer: values.issuer }),
      },
    };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${usage}`;
  }
}

/** Each table is read whole, its columns mapped by what was given and by their names, and taken in row by row. */
async function* ingestTables(
  deps: IngestDependencies,
  files: readonly string[],
  { mapping, options, json }: Command,
): AsyncGenerator<IngestResult> {
  for (const name of files) {
    const read = await deps.parser.readTable({ name, bytes: new Uint8Array(readFileSync(name)) });
    if (!read.ok) {
      yield { name, outcome: 'refused', reason: read.refusal };
      continue;
    }
    const used = { ...guessGuideMapping(read.table.columns), ...mapping };
    if (!json) {
      const columns = read.table.columns.map((column) => `${column} → ${used[column] ?? 'skip'}`);
      console.log(`${name}\t${read.table.rows.length} 行 rows\t${columns.join(', ')}`);
    }
    yield* ingestGuides(deps, { name, table: read.table }, used, options);
  }
}

/** Throws when the file is no mapping: the sentence names the column. */
function readMapping(file: string): GuideMapping {
  const mapping = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  for (const [column, target] of Object.entries(mapping)) {
    if (!isColumnTarget(target)) throw new Error(`--mapping: ${column}: ${String(target)}`);
  }
  return mapping as GuideMapping;
}

const words = {
  added: '新增 added',
  unchanged: '未变 unchanged',
  'new-version': '新版本 new version',
  refused: '拒绝 refused',
};

function report(result: IngestResult, json: boolean): void {
  clearProgress();
  if (json) {
    const { reason, ...rest } = result;
    const why = reason && {
      code: reason.code,
      zh: refusalSentence(reason, 'zh-CN'),
      en: refusalSentence(reason, 'en'),
    };
    console.log(JSON.stringify({ ...rest, ...(why && { reason: why }) }));
    return;
  }
  const detail = result.reason
    ? `${refusalSentence(result.reason, 'zh-CN')} / ${refusalSentence(result.reason, 'en')}`
    : `${result.title ?? ''}${result.passages ? ` · ${result.passages}` : ''}`;
  console.log(`${words[result.outcome]}\t${result.name}\t${detail}`);
}

function summary(counts: Record<string, number>, seconds: number): string {
  return (
    `新增 ${counts.added}，新版本 ${counts['new-version']}，未变 ${counts.unchanged}，拒绝 ${counts.refused}；` +
    `条款 ${counts.passages} 条；用时 ${seconds} 秒 / ` +
    `added ${counts.added}, new versions ${counts['new-version']}, unchanged ${counts.unchanged}, refused ${counts.refused}; ` +
    `${counts.passages} passages; ${seconds} s`
  );
}

function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done}${total > 0 ? ` / ${total}` : ''} `);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
