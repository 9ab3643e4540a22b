import { parse } from 'csv-parse/sync';

import {
  entryInputSchema,
  entryKinds,
  type EntryInput,
  type EntryKind,
} from '../understanding/dictionary-entry';

/** The kinds as a table names them. */
export const kindNames: Readonly<Record<EntryKind, string>> = {
  synonym: '口语',
  abbreviation: '简称',
  district: '地名',
  typo: '错字',
  whole: '整词',
};

const columns = ['类别', '词语', '规范用语', '权重', '备注', '示例'] as const;
const columnOf: Readonly<Record<string, (typeof columns)[number]>> = {
  kind: '类别',
  term: '词语',
  targets: '规范用语',
  weight: '权重',
  note: '备注',
  sample: '示例',
};
export const mostImported = 5_000;

/** A line of a table that can't be taken, counted as a spreadsheet counts (the header is line 1). */
export interface CsvProblem {
  line: number;
  message: string;
}

/** An entry of a table; `isSample` marks those of the invented city. */
export type CsvEntry = EntryInput & { isSample: boolean };

/**
 * Reads entries from CSV with the columns 类别, 词语, 规范用语 (several parted by ；), 权重, 备注 (or kind, term, targets,
 * weight, note), in any order; UTF-8 with or without BOM. Lines that are out of order are told one by one, the others
 * are taken.
 */
export function parseEntriesCsv(text: string): { entries: CsvEntry[]; problems: CsvProblem[] } {
  const table = readTable(text);
  if ('problem' in table) return { entries: [], problems: [table.problem] };
  const [header, ...lines] = table.rows;
  const names = (header?.cells ?? []).map((name) => columnOf[name.trim().toLowerCase()] ?? name.trim());
  const missing = (['类别', '词语', '规范用语'] as const).filter((name) => !names.includes(name));
  if (missing.length > 0)
    return {
      entries: [],
      problems: [{ line: 1, message: `第一行应为列名，缺少：${missing.join('、')}。可先导出一份作为样表` }],
    };
  if (lines.length > mostImported)
    return {
      entries: [],
      problems: [
        {
          line: mostImported + 2,
          message: `一次最多导入 ${mostImported} 条，现在是 ${lines.length} 条，请分次导入`,
        },
      ],
    };
  const entries: CsvEntry[] = [];
  const problems: CsvProblem[] = [];
  const seen = new Map<string, number>();
  for (const { cells, line } of lines) {
    const read = readLine(Object.fromEntries(names.map((name, at) => [name, unguard(cells[at] ?? '')])));
    if ('message' in read) {
      problems.push({ line, message: read.message });
      continue;
    }
    const key = `${read.entry.kind} ${read.entry.term}`;
    const before = seen.get(key);
    if (before !== undefined) problems.push({ line, message: `与第 ${before} 行重复：${read.entry.term}` });
    else entries.push(read.entry);
    seen.set(key, before ?? line);
  }
  return { entries, problems };
}

/** Entries as CSV that spreadsheets open: BOM, header, CRLF; what a spreadsheet would calculate is kept as text. */
export function formatEntriesCsv(entries: readonly CsvEntry[]): string {
  const rows = entries.map(({ kind, term, targets, weight, note, isSample }) => [
    kindNames[kind],
    term,
    targets.join('；'),
    String(weight),
    note,
    isSample ? '是' : '否',
  ]);
  const lines = [columns, ...rows].map((cells) => cells.map((cell) => quote(guard(cell))).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function readTable(text: string): { rows: { cells: string[]; line: number }[] } | { problem: CsvProblem } {
  try {
    const rows = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return { rows: rows.map(({ record, info }) => ({ cells: record, line: info.lines })) };
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 1;
    return { problem: { line, message: '这一行的引号不成对，请用表格软件另存为 CSV（UTF-8）后再导入' } };
  }
}

function readLine(cells: Record<string, string>): { entry: CsvEntry } | { message: string } {
  const kind = entryKinds.find((one) => kindNames[one] === cells.类别 || one === cells.类别);
  if (kind === undefined)
    return { message: `类别应为 ${Object.values(kindNames).join('、')} 之一，现在是“${cells.类别 ?? ''}”` };
  const targets = (cells.规范用语 ?? '').split(/[；;|]/).map((target) => target.trim());
  const parsed = entryInputSchema.safeParse({
    kind,
    term: cells.词语 ?? '',
    targets: targets.filter((target) => target !== ''),
    ...(cells.权重 && { weight: Number(cells.权重) }),
    note: cells.备注 ?? '',
  });
  if (!parsed.success) return { message: parsed.error.issues[0]?.message ?? '这一行填写有误' };
  return { entry: { ...parsed.data, isSample: cells.示例 === '是' } };
}

const guard = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const unguard = (cell: string) => (/^'[=+\-@]/.test(cell) ? cell.slice(1) : cell);
const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
