import type { Content, TableCell } from 'pdfmake/interfaces';

import { valueAt } from '~/forms/definition/data-path';
import type { FormComponent } from '~/forms/definition/form-definition';
import { optionsOf } from '~/forms/definition/read-options';
import { childrenOf, gridTypes, labelOf, walkFields } from '~/forms/definition/walk-fields';
import type { DraftedField } from '~/forms/paper/paper-draft';
import type { FieldWords } from '~/forms/words/field-words';
import {
  placeKey,
  type PaperCell,
  type PaperForm,
  type PaperPart,
} from '~/knowledge/documents/paper/paper-form';

import { boxedValue } from './boxed-value';

/** What the printed form is filled with. */
export interface FilledPaper {
  paper: PaperForm;
  /** Where each field came from on the paper. */
  fields: readonly DraftedField[];
  components: readonly FormComponent[];
  data: Record<string, unknown>;
  words: FieldWords;
}

type Table = Extract<PaperPart, { kind: 'table' }>;

/**
 * The department's own printed form with the values in their cells: the table's spans and words as they were, boxes
 * ticked, blanks filled. `rest`: fields that have no cell (added since, or more rows than the paper has lines). Pure.
 */
export function paperTables(filled: FilledPaper): { content: Content[]; rest: Set<string> } {
  const cells = new PaperValues(filled);
  const content = filled.paper.parts.map((part): Content => {
    if (part.kind === 'text')
      return { text: cells.fill(part.text, placeKey(part.place)), margin: [0, 3, 0, 3] };
    return tableOf(part, cells);
  });
  return { content, rest: cells.rest() };
}

function tableOf(table: Table, values: PaperValues): Content {
  const body: TableCell[][] = Array.from({ length: table.rows }, () =>
    Array.from({ length: table.columns }, (): TableCell => ''),
  );
  for (const cell of table.cells) {
    const row = body[cell.row];
    if (!row) continue;
    const text = values.fill(cell.text, placeKey(cell.place)) || values.rowValue(table, cell);
    row[cell.column] = {
      text: text || ' ',
      colSpan: Math.min(cell.columnSpan, table.columns - cell.column),
      rowSpan: Math.min(cell.rowSpan, table.rows - cell.row),
    };
  }
  return {
    table: { widths: Array.from({ length: table.columns }, () => '*'), body },
    layout: { hLineWidth: () => 0.6, vLineWidth: () => 0.6 },
    margin: [0, 4, 0, 4],
  };
}

/** The values by the place where each is written, and which of them found theirs. */
class PaperValues {
  readonly #byPlace = new Map<string, FormComponent[]>();
  readonly #grids: { component: FormComponent; columns: Map<string, FormComponent> }[] = [];
  readonly #placed = new Set<string>();
  readonly #filled: FilledPaper;

  constructor(filled: FilledPaper) {
    this.#filled = filled;
    const walked = walkFields(filled.components);
    const byKey = new Map(walked.map(({ component }) => [component.key, component]));
    const placeOf = new Map(filled.fields.map(({ key, places }) => [key, places.map(placeKey)]));
    for (const { component, inGrid } of walked) {
      const places = placeOf.get(component.key);
      if (!places || inGrid) continue;
      if (!gridTypes.has(component.type)) {
        const last = places.at(-1) ?? '';
        this.#byPlace.set(last, [...(this.#byPlace.get(last) ?? []), component]);
        continue;
      }
      const columns = childrenOf(component).flatMap((child): [string, FormComponent][] => {
        const [place] = placeOf.get(child.component.key) ?? [];
        const column = byKey.get(child.component.key);
        return place && column ? [[place, column]] : [];
      });
      this.#grids.push({ component, columns: new Map(columns) });
    }
  }

  /** A cell's words with what is to be written there: boxes ticked, blanks filled; the value itself in an empty cell. */
  fill(cell: string, place: string): string {
    return (this.#byPlace.get(place) ?? []).reduce((text, component) => {
      this.#placed.add(component.key);
      const value = valueAt(this.#filled.data, component.key);
      return write(text, component, value, this.#filled.words);
    }, cell);
  }

  /** The value of a row that repeats, in a cell below its column's name. */
  rowValue(table: Table, cell: PaperCell): string {
    for (const { component, columns } of this.#grids) {
      const head = table.cells.find(
        ({ column, row, place }) => column === cell.column && row < cell.row && columns.has(placeKey(place)),
      );
      const column = head && columns.get(placeKey(head.place));
      if (!head || !column) continue;
      const index = cell.row - head.row - head.rowSpan;
      const rows = valueAt(this.#filled.data, component.key);
      if (!Array.isArray(rows) || index >= rows.length) return '';
      this.#placed.add(`${component.key}[${String(index)}]`);
      return boxedValue(column, valueAt(rows[index], column.key), this.#filled.words).text;
    }
    return '';
  }

  /** The keys of fields at the top that stand nowhere on the paper, or not with all their rows. */
  rest(): Set<string> {
    const keys = new Set<string>();
    for (const { component, path, inGrid } of walkFields(this.#filled.components)) {
      if (inGrid || component.type === 'hidden' || component.type === 'container') continue;
      const value = valueAt(this.#filled.data, path);
      const missing = Array.isArray(value)
        ? gridTypes.has(component.type)
          ? value.some((_, index) => !this.#placed.has(`${component.key}[${String(index)}]`))
          : !this.#placed.has(component.key)
        : !this.#placed.has(component.key);
      if (missing && value !== undefined && value !== '') keys.add(component.key);
    }
    return keys;
  }
}

function write(cell: string, component: FormComponent, value: unknown, words: FieldWords): string {
  const chosen = chosenLabels(component, value);
  if (chosen !== null && /[□☐◻○]/.test(cell)) {
    return cell.replace(/[□☐◻○]\s*([^\s□☐◻○、，,；;]*)/g, (all, option: string) =>
      option !== '' && chosen.some((label) => label.startsWith(option) || option.startsWith(label))
        ? `■${all.slice(1)}`
        : `□${all.slice(1)}`,
    );
  }
  if (component.type === 'checkbox') return value === true ? `${cell}\n■ ${labelOf(component)}`.trim() : cell;
  const { text } = boxedValue(component, value, words);
  if (text === '') return cell;
  const blank = /_{2,}/;
  if (blank.test(cell)) return cell.replace(blank, ` ${text} `);
  return cell.trim() === '' ? text : `${cell} ${text}`;
}

/** The words of the chosen options; null for what is no choice. */
function chosenLabels(component: FormComponent, value: unknown): string[] | null {
  if (component.type === 'checkbox')
    return value === true ? [labelOf(component).split('：').at(-1) ?? ''] : [];
  if (component.type === 'radio' || component.type === 'select')
    return optionsOf(component)
      .filter((option) => option.value === value)
      .map(({ label }) => label);
  if (component.type !== 'selectboxes') return null;
  const boxes = value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  return optionsOf(component)
    .filter((option) => boxes[option.value] === true)
    .map(({ label }) => label);
}
