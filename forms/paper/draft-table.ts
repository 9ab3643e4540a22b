import type { PaperCell, PaperPart } from '~/knowledge/documents/paper/paper-form';

import type { FormComponent } from '../definition/form-definition';
import { addAttachments, addChoice, addCommitment, addField, addInline } from './draft-answers';
import { fieldKind } from './field-kind';
import type { DraftBuilder } from './paper-draft';
import {
  inlineBlanks,
  isAttachmentHead,
  isBlank,
  isCommitment,
  isForDepartment,
  isLabel,
  isNoteHead,
  isSignature,
  numberedLines,
  withoutNumber,
} from './paper-words';
import { hasBoxes } from './read-choices';

type PaperTable = Extract<PaperPart, { kind: 'table' }>;

/** Drafts the fields of a table, row by row. `notes` collects how to fill in. */
export function draftTable(draft: DraftBuilder, table: PaperTable, title: string, notes: string[]): void {
  const reader = new TableReader(table);
  for (let row = 0; row < table.rows; row += 1) {
    let cells = reader.rowOf(row);
    if (cells.length === 0) continue;
    const [whole] = cells;
    if (whole && (cells.length === 1 || reader.isAlone(whole, cells))) {
      draftWholeRow(draft, reader, whole, title, notes);
      continue;
    }
    cells = takeSideTitle(draft, reader, cells);
    if (draftGrid(draft, reader, row, cells)) continue;
    draftPairs(draft, reader, cells);
  }
}

/** A table's cells by place; what was read is taken. */
class TableReader {
  readonly #at = new Map<string, PaperCell>();
  readonly #taken = new Set<PaperCell>();

  constructor(readonly table: PaperTable) {
    for (const cell of table.cells)
      for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1)
        for (let column = cell.column; column < cell.column + cell.columnSpan; column += 1)
          this.#at.set(`${String(row)} ${String(column)}`, cell);
  }

  /** The cells that begin in a row and aren't taken yet. */
  rowOf(row: number): PaperCell[] {
    return this.table.cells
      .filter((cell) => cell.row === row && !this.#taken.has(cell))
      .sort((a, b) => a.column - b.column);
  }

  below(cell: PaperCell): PaperCell | undefined {
    const under = this.#at.get(`${String(cell.row + cell.rowSpan)} ${String(cell.column)}`);
    return under && under.column === cell.column && !this.#taken.has(under) ? under : undefined;
  }

  take(...cells: readonly PaperCell[]): void {
    for (const cell of cells) this.#taken.add(cell);
  }

  /** Nearly as wide as the table, with nothing written beside it. */
  isAlone(cell: PaperCell, cells: readonly PaperCell[]): boolean {
    return (
      cell.columnSpan >= this.table.columns * 0.8 && cells.every((each) => each === cell || each.text === '')
    );
  }
}

/** A row that is one cell: a heading, a statement, a question with boxes, room for a text. */
function draftWholeRow(
  draft: DraftBuilder,
  reader: TableReader,
  cell: PaperCell,
  title: string,
  notes: string[],
): void {
  const { text, place } = cell;
  reader.take(cell);
  if (text === '' || text.replace(/\s/g, '') === title.replace(/\s/g, '')) return;
  if (isNoteHead(text)) notes.push(text);
  else if (isForDepartment(text)) draft.leave(text, place, 'for-the-department');
  else if (isCommitment(text)) addCommitment(draft, text, cell);
  else if (hasBoxes(text)) addChoice(draft, { label: '' }, cell, [cell]);
  else if (isAttachmentHead(text) && numberedLines(text).length > 0) addAttachments(draft, text, cell);
  else if (inlineBlanks(text).length > 0) addInline(draft, text, cell, '');
  else if (isSignature(text)) draft.leave(text, place, 'signed-on-submit');
  else {
    const under = reader.below(cell);
    const isRoom = under !== undefined && under.columnSpan >= cell.columnSpan * 0.8 && isBlank(under.text);
    if (isRoom && isLabel(text)) {
      reader.take(under);
      addField(draft, { label: withoutNumber(text) }, { ...under, rowSpan: Math.max(2, under.rowSpan) }, [
        cell,
        under,
      ]);
    } else if (isLabel(text)) draft.section(withoutNumber(text));
    else draft.leave(text, place, 'not-understood');
  }
}

/** 企业基本情况, standing at the left of several rows. */
function takeSideTitle(draft: DraftBuilder, reader: TableReader, cells: PaperCell[]): PaperCell[] {
  const [side, next] = cells;
  if (!side || !next || side.rowSpan < 2 || !isLabel(side.text)) return cells;
  if (!isLabel(next.text) || next.rowSpan >= side.rowSpan) return cells;
  draft.section(withoutNumber(side.text.replace(/\s/g, '')));
  reader.take(side);
  return cells.slice(1);
}

/** A row of names over rows of blanks: rows to add (明细表), or names at the left, too: a field for each crossing. */
function draftGrid(
  draft: DraftBuilder,
  reader: TableReader,
  row: number,
  head: readonly PaperCell[],
): boolean {
  const named = head.filter(({ text }) => isLabel(text));
  const [first] = head;
  if (!first || named.length < 3 || head.some((cell) => !isLabel(cell.text) && cell !== first)) return false;
  const rows: PaperCell[][] = [];
  for (let at = row + first.rowSpan; at < reader.table.rows; at += 1) {
    const cells = reader.rowOf(at);
    const isAligned =
      cells.length === head.length && cells.every(({ column }, index) => column === head[index]?.column);
    if (!isAligned || !cells.slice(1).every(({ text }) => isBlank(text))) break;
    rows.push(cells);
  }
  if (rows.length === 0) return false;
  const isSerial = (text: string) =>
    isBlank(text) || /^(\d{1,3}|[一二三四五六七八九十]+|…+|\.+|合计|总计|小计)$/.test(text.trim());
  const firsts = rows.map(([cell]) => cell?.text ?? '');
  reader.take(...head, ...rows.flat());
  if (firsts.every(isSerial)) addGrid(draft, head, firsts);
  else addCrossings(draft, head, rows);
  return true;
}

function addGrid(draft: DraftBuilder, head: readonly PaperCell[], firsts: readonly string[]): void {
  const columns = head.filter(({ text }) => isLabel(text) && !/^(序号|编号|No\.?)$/i.test(text.trim()));
  const rows = firsts.filter((text) => !/合计|总计|小计/.test(text)).length;
  const components = columns.map(({ text }): FormComponent => {
    const { component, label, required } = fieldKind(text, '');
    const validate = { ...component.validate, ...(required && { required }) };
    return { ...component, key: draft.nextKey(), label, validate };
  });
  draft.add(
    {
      type: 'datagrid',
      label: `${columns[0]?.text.replace(/\s|名称|姓名/g, '') ?? ''}明细`,
      ...{ input: true, validate: { maxLength: Math.max(50, rows) }, components },
    },
    head.map(({ place }) => place),
  );
  for (const [at, component] of components.entries()) {
    const place = columns[at]?.place;
    if (place)
      draft.fields.push({
        ...{ key: component.key, label: component.label ?? '', type: component.type },
        ...{ places: [place], unsure: null },
      });
  }
}

/** 项目 | 2024年 | 2025年, with 营业收入 below 项目: 营业收入（2024年）, 营业收入（2025年）. */
function addCrossings(draft: DraftBuilder, head: readonly PaperCell[], rows: readonly PaperCell[][]): void {
  for (const [name, ...blanks] of rows) {
    if (!name || !isLabel(name.text)) continue;
    blanks.forEach((blank, at) => {
      const column = head[at + 1];
      if (!column) return;
      const kind = fieldKind(`${name.text}${/万元|%|％/.exec(column.text)?.[0] ?? ''}`, blank.text);
      const label = `${fieldKind(name.text, '').label}（${column.text.replace(/\s/g, '')}）`;
      const places = [name.place, column.place, blank.place];
      draft.add({ ...kind.component, label }, places, kind);
    });
  }
}

/** Names with what is to be filled in beside them, or below. */
function draftPairs(draft: DraftBuilder, reader: TableReader, cells: readonly PaperCell[]): void {
  let group = '';
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] as PaperCell;
    const next = cells[at + 1];
    reader.take(cell);
    if (isForDepartment(cell.text)) {
      draft.leave(cell.text, cell.place, 'for-the-department');
      if (next) reader.take(next);
      at += 1;
    } else if (hasBoxes(cell.text)) addChoice(draft, { label: group }, cell, [cell]);
    else if (isCommitment(cell.text)) addCommitment(draft, cell.text, cell);
    else if (inlineBlanks(cell.text).length > 0) addInline(draft, cell.text, cell, group);
    else if (isLabel(cell.text)) {
      if (next && isLabel(next.text) && !isCommitment(next.text)) {
        // A name before a name is what both are about: 联系人 | 姓名 | ____ | 电话 | ____.
        if (inlineBlanks(next.text).length > 0 || isBlank(cells[at + 2]?.text ?? 'x'))
          group = cell.text.replace(/\s/g, '');
        if (inlineBlanks(next.text).length === 0) continue;
        reader.take(next);
        addInline(draft, next.text, next, group);
        at += 1;
        continue;
      }
      if (!next) {
        addBelow(draft, reader, cell, group);
        continue;
      }
      reader.take(next);
      answerOf(draft, cell, next, group);
      at += 1;
      // Squares for single letters and unmerged cells of a sheet belong to the same blank.
      while (cells[at + 1]?.text === '') {
        reader.take(cells[at + 1] as PaperCell);
        at += 1;
      }
    }
  }
}

/** What stands beside a name decides what it asks for. */
function answerOf(draft: DraftBuilder, cell: PaperCell, answer: PaperCell, group: string): void {
  const { text } = answer;
  if (hasBoxes(text)) addChoice(draft, { label: cell.text, group }, answer, [cell, answer]);
  else if (isSignature(cell.text) || (isSignature(text) && !isBlank(text) && inlineBlanks(text).length === 0))
    draft.leave(`${cell.text} ${text}`, cell.place, 'signed-on-submit');
  else if (isCommitment(text)) addCommitment(draft, text, answer);
  else if (isAttachmentHead(cell.text) && numberedLines(text).length > 0) addAttachments(draft, text, answer);
  else if (inlineBlanks(text).length > 0) addInline(draft, text, answer, cell.text.replace(/\s/g, ''));
  else {
    const help = isBlank(text) ? '' : text.replace(/_+/g, '').trim();
    addField(draft, { label: cell.text, group, help }, answer, [cell, answer]);
  }
}

function addBelow(draft: DraftBuilder, reader: TableReader, cell: PaperCell, group: string): void {
  const under = reader.below(cell);
  if (under && (isBlank(under.text) || hasBoxes(under.text))) {
    reader.take(under);
    answerOf(draft, cell, under, group);
  } else draft.leave(cell.text, cell.place, isSignature(cell.text) ? 'signed-on-submit' : 'not-understood');
}
