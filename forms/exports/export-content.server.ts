import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

import { safeFileName, storedFilePath } from '~/prisma/files/store-file.server';
import type { SqlReader } from '~/prisma/database.server';

import { localizeDefinition } from '../definition/translations/localize-definition';
import { fieldWords } from '../words/field-words';
import { say, type FormLocale } from '../words/say';
import { escapeFormula } from './escape-formula';
import type { ExportFormat } from './export-choice';
import {
  exportCell,
  exportColumns,
  versionFields,
  type Cell,
  type ExportColumn,
  type ExportWords,
} from './export-columns';
import {
  eachApplication,
  listFiles,
  listVersions,
  type ApplicationRow,
  type ExportedFile,
  type ExportedVersion,
  type ExportScope,
} from './read-applications.server';
import { byteOrderMark, csvLine } from './write-csv';
import { sheetEnd, sheetPart, sheetRow, sheetStart, workbookParts } from './write-sheet';
import { zipStream, type ZipEntry } from './zip-stream.server';

/** What an export is made of, and whom it tells how far it is. */
export interface ExportSource {
  sql: SqlReader;
  filesDir: string;
  scope: ExportScope;
  title: string;
  locale: FormLocale;
  at: Date;
  total: number;
  /** After each batch; of what is read several times, each time. Throws to stop. */
  onRows: (rows: readonly ApplicationRow[]) => Promise<void>;
  onMissingFile: () => void;
}

/** An export's bytes as they are written; never more than a batch of applications lies in memory. */
export function exportContent(source: ExportSource, format: ExportFormat): AsyncGenerator<Uint8Array> {
  switch (format) {
    case 'csv':
      return encoded(csvText(source));
    case 'json':
      return encoded(jsonText(source));
    case 'xlsx':
      return zipStream(workbookEntries(source), source.at);
    case 'zip':
      return zipStream(archiveEntries(source), source.at);
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text, 'utf8');
}

async function* eachBatch(source: ExportSource, versions: readonly ExportedVersion[]) {
  for (const version of versions) {
    for (const rows of eachApplication(source.sql, source.scope, version.id)) {
      yield { version, rows };
      await source.onRows(rows);
    }
  }
}

async function* csvText(source: ExportSource): AsyncGenerator<string> {
  const table = openTable(source);
  yield byteOrderMark + csvLine(table.headers);
  for await (const { version, rows } of eachBatch(source, table.versions))
    yield rows.map((row) => csvLine(table.cells(version, row))).join('');
}

async function* sheetText(source: ExportSource): AsyncGenerator<string> {
  const table = openTable(source);
  yield sheetStart(table.headers);
  let number = 1;
  for await (const { version, rows } of eachBatch(source, table.versions))
    yield rows.map((row) => sheetRow((number += 1), table.cells(version, row))).join('');
  yield sheetEnd;
}

async function* jsonText(source: ExportSource): AsyncGenerator<string> {
  yield '[';
  let isFirst = true;
  for await (const { version, rows } of eachBatch(source, listVersions(source.sql, source.scope.formId))) {
    const files = filesByApplication(source.sql, rows);
    const texts = rows.map((row) => jsonOf(row, version.number, files.get(row.id) ?? []));
    yield `${isFirst ? '\n' : ',\n'}${texts.join(',\n')}`;
    isFirst = false;
  }
  yield '\n]\n';
}

function workbookEntries(source: ExportSource): ZipEntry[] {
  return [
    ...workbookParts(source.title).map(({ name, text }) => ({ name, content: encoded(once(text)) })),
    { name: sheetPart, content: encoded(sheetText(source)) },
  ];
}

/** The table, the data as JSON, and the files of each application in a folder of its receipt's number. */
async function* archiveEntries(source: ExportSource): AsyncGenerator<ZipEntry> {
  // Spreadsheets and old programs read no ZIP64; an entry that can't grow so large needs none.
  const large = source.total > 20_000;
  yield { name: 'applications.csv', content: encoded(csvText(source)), large };
  yield { name: 'applications.json', content: encoded(jsonText(source)), large };
  const missing: string[] = [];
  for await (const { rows } of eachBatch(source, listVersions(source.sql, source.scope.formId))) {
    const files = filesByApplication(source.sql, rows);
    for (const row of rows) {
      for (const [index, file] of (files.get(row.id) ?? []).entries()) {
        const name = archiveName(row, file, index);
        const entry = file.withheld ? null : await fileEntry(source.filesDir, name, file);
        if (entry) yield entry;
        else {
          missing.push(name);
          source.onMissingFile();
        }
      }
    }
  }
  if (missing.length > 0) yield { name: 'missing-files.txt', content: encoded(once(missing.join('\r\n'))) };
}

/** How often an export reads the applications. */
export function passesOf(format: ExportFormat): number {
  return format === 'zip' ? 3 : 1;
}

interface Table {
  versions: ExportedVersion[];
  headers: string[];
  cells: (version: ExportedVersion, row: ApplicationRow) => Cell[];
}

const own = [
  'receipt',
  'case',
  'state',
  'enterprise',
  'credit-code',
  'submitted',
  'version',
  'decided',
  'reason',
] as const;

function openTable({ sql, scope, locale }: ExportSource): Table {
  const versions = listVersions(sql, scope.formId).map((version) => ({
    ...version,
    components: localizeDefinition({ components: version.components }, locale).components,
  }));
  const ownHeaders = own.map((name) => say(locale, `forms.export.column.${name}`));
  const columns: ExportColumn[] = exportColumns(
    versions.map(({ components }) => components),
    ownHeaders,
  );
  const fields = new Map(versions.map(({ id, components }) => [id, versionFields(components)]));
  const words: ExportWords = {
    ...fieldWords(locale),
    colon: say(locale, 'forms.export.colon'),
    semicolon: say(locale, 'forms.export.semicolon'),
  };
  return {
    versions,
    headers: [...ownHeaders, ...columns.map(({ header }) => escapeFormula(header))],
    cells(version, row) {
      const data = JSON.parse(row.data) as Record<string, unknown>;
      return [
        row.receiptNumber ?? '',
        row.caseNumber,
        say(locale, `forms.export.state.${row.caseState}`),
        escapeFormula(row.enterpriseName),
        row.creditCode,
        instantText(row.submittedAt),
        version.number,
        row.decidedAt === null ? '' : instantText(row.decidedAt),
        escapeFormula(row.decisionReason ?? ''),
        ...columns.map(({ path }) => exportCell(fields.get(version.id) ?? new Map(), data, path, words)),
      ];
    },
  };
}

function jsonOf(row: ApplicationRow, version: number, files: readonly ExportedFile[]): string {
  const { data, provenance, enterpriseName, creditCode, submittedAt, decidedAt } = row;
  const head = JSON.stringify({
    receiptNumber: row.receiptNumber,
    caseNumber: row.caseNumber,
    caseState: row.caseState,
    enterprise: { name: enterpriseName, creditCode },
    submittedAt: new Date(submittedAt).toISOString(),
    decision: decidedAt && { at: new Date(decidedAt).toISOString(), reason: row.decisionReason },
    formVersion: version,
    attachments: files.map(({ path, name, sizeBytes, sha256 }, index) => {
      return { path, name, sizeBytes, sha256, file: archiveName(row, { name }, index) };
    }),
  });
  // Both lie in the database as JSON: what is stored is what is given, number for number.
  return `${head.slice(0, -1)},"data":${data},"provenance":${provenance}}`;
}

function filesByApplication(sql: SqlReader, rows: readonly ApplicationRow[]): Map<string, ExportedFile[]> {
  const files = new Map<string, ExportedFile[]>();
  const ids = rows.map(({ id }) => id);
  for (const file of listFiles(sql, ids))
    files.set(file.submissionId, [...(files.get(file.submissionId) ?? []), file]);
  return files;
}

/** attachments/HZ20261122000001/01-审计报告.pdf */
function archiveName(row: ApplicationRow, file: { name: string }, index: number): string {
  const folder = safeFileName(row.receiptNumber ?? row.id);
  return `attachments/${folder}/${String(index + 1).padStart(2, '0')}-${safeFileName(file.name)}`;
}

/** 2026-11-22 10:05 by the city's clock. */
function instantText(stored: string): string {
  const city = new Date(new Date(stored).valueOf() + 8 * 3_600_000);
  return city.toISOString().slice(0, 16).replace('T', ' ');
}

async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

/** Files up to so many bytes are read in one go: most are scans and PDF, which no compression makes smaller. */
const wholeBytes = 8 * 1024 * 1024;

/** An attachment as an entry; null when its bytes are gone. */
async function fileEntry(filesDir: string, name: string, file: ExportedFile): Promise<ZipEntry | null> {
  const place = storedFilePath(filesDir, file.sha256);
  try {
    if (file.sizeBytes <= wholeBytes) return { name, bytes: await readFile(place) };
    await stat(place);
    return { name, content: createReadStream(place), large: file.sizeBytes > 4e9 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
