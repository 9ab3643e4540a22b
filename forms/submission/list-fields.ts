import { valueAt } from '~/forms/definition/data-path';
import { columnSums } from '~/forms/components/column-sums';
import { kindOf } from '~/forms/components/component-kind';
import { kindText, printValue } from '~/forms/components/print-value';
import type { FormComponent } from '~/forms/definition/form-definition';
import { optionsOf } from '~/forms/definition/read-options';
import { childrenOf, gridTypes, isConditional, labelOf, valueTypes } from '~/forms/definition/walk-fields';
import type { FieldProvenance, Provenance } from '~/forms/prefill/field-provenance';
import { certificateFilePrefix } from '~/forms/prefill/fill-certificate';
import { fieldWords, type FieldWords } from '~/forms/words/field-words';
import { isCalculated } from './own-values';
import { dateOf, hasTime } from '~/forms/prefill/fit-value';

/** A filled field as people read it: on the review step, at the desk, in the PDF. */
export interface FieldRow {
  /** A data path with rows: `members[0].name`. */
  path: string;
  key: string;
  label: string;
  type: string;
  /** Titles around it; rows of a grid add "成员 1". */
  sections: string[];
  value: unknown;
  /** The value in words: option labels, 1,234.50, 是 or 否, file names; "" when empty. */
  text: string;
  /** As it stands on paper, where that differs: amounts with capital figures, identity numbers whole. */
  printed: string;
  /** A drawn signature as a data address; null for everything else. */
  picture: string | null;
  /** `text` covers a part of the value, which is confidential. */
  covered: boolean;
  provenance: FieldProvenance | null;
  required: boolean;
  /** The form calculates it. */
  calculated: boolean;
  /** It, or something around it, is shown only on a condition. */
  conditional: boolean;
  files: { fileId: string; name: string; sizeBytes: number }[];
}

const chinese = fieldWords('zh-CN');

/** The fields of a form with their values, in the form's order. Hidden ones without a value are left out. Pure. */
export function listFields(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  provenance: Provenance = {},
  words: FieldWords = chinese,
): FieldRow[] {
  const rows: FieldRow[] = [];
  const visit = (component: FormComponent, prefix: string, sections: string[], around: boolean) => {
    const path = `${prefix}${component.key}`;
    const conditional = around || isConditional(component);
    if (valueTypes.has(component.type)) {
      const row = fieldRow(component, path, sections, valueAt(data, path), provenance[path] ?? null, words);
      // A hidden field without a source is the form's own bookkeeping.
      const isHidden = component.type === 'hidden' || component.hidden === true;
      if (!isHidden || (row.text !== '' && row.provenance !== null)) rows.push({ ...row, conditional });
      return;
    }
    const children = childrenOf(component);
    if (gridTypes.has(component.type)) {
      const list = valueAt(data, path);
      const count = Array.isArray(list) ? list.length : 0;
      for (let index = 0; index < count; index += 1) {
        const heading = `${labelOf(component)} ${index + 1}`;
        for (const child of children)
          visit(child.component, `${path}[${index}].`, [...sections, heading], conditional);
      }
      rows.push(...sumRows(component, path, sections, list, words).map((row) => ({ ...row, conditional })));
      return;
    }
    const below = component.type === 'container' ? `${path}.` : prefix;
    const heading = headingOf(component);
    const inner = heading === '' ? sections : [...sections, heading];
    for (const child of children)
      visit(child.component, below, child.pane === undefined ? inner : [...inner, child.pane], conditional);
  };
  for (const component of components) visit(component, '', [], false);
  return rows;
}

/** A field's value as people read it. */
export function valueText(component: FormComponent, value: unknown, words: FieldWords = chinese): string {
  if (value === null || value === undefined || value === '') return '';
  if (component.type === 'file')
    return filesOf(value, { certificates: true })
      .map(({ name }) => name)
      .join('、');
  if (Array.isArray(value)) return value.map((item) => valueText(component, item, words)).join('、');
  const own = kindText(component, value, words);
  if (own !== null) return withUnits(component, own);
  switch (component.type) {
    case 'checkbox':
      return value === true || value === 'true' ? words.yes : words.no;
    case 'radio':
    case 'select': {
      const text = plainText(value);
      return optionsOf(component).find((option) => option.value === text)?.label ?? text;
    }
    case 'selectboxes': {
      const chosen = typeof value === 'object' ? (value as Record<string, unknown>) : {};
      return optionsOf(component)
        .filter((option) => chosen[option.value] === true)
        .map((option) => option.label)
        .join('、');
    }
    case 'number':
    case 'currency':
      return withUnits(
        component,
        typeof value === 'number' ? groupDigits(value, component) : plainText(value),
      );
    case 'datetime':
      return dateText(component, value);
    case 'day':
      return dayText(component, plainText(value));
    default:
      return withUnits(component, plainText(value));
  }
}

/** The files that a file field names; a certificate of the city's register is none, unless asked for. */
export function filesOf(
  value: unknown,
  { certificates = false } = {},
): { fileId: string; name: string; sizeBytes: number }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (item === null || typeof item !== 'object') return [];
    const { fileId, originalName, name, size } = item as Record<string, unknown>;
    const shown = typeof originalName === 'string' ? originalName : name;
    return typeof fileId === 'string' &&
      typeof shown === 'string' &&
      (certificates || !fileId.startsWith(certificateFilePrefix))
      ? [{ fileId, name: shown, sizeBytes: typeof size === 'number' ? size : 0 }]
      : [];
  });
}

function fieldRow(
  component: FormComponent,
  path: string,
  sections: string[],
  value: unknown,
  provenance: FieldProvenance | null,
  words: FieldWords,
): FieldRow {
  return {
    path,
    key: component.key,
    label: labelOf(component),
    type: component.type,
    sections,
    value: value ?? null,
    text: valueText(component, value, words),
    ...printedParts(component, value, words),
    covered: kindOf(component) === 'id-number' && typeof value === 'string' && value !== '',
    provenance,
    required: component.validate?.required === true,
    calculated: isCalculated(component),
    conditional: false,
    files: component.type === 'file' ? filesOf(value) : [],
  };
}

function printedParts(component: FormComponent, value: unknown, words: FieldWords) {
  const printed =
    value === null || value === undefined || value === '' ? null : printValue(component, value, words);
  return { printed: printed?.text ?? valueText(component, value, words), picture: printed?.picture ?? null };
}

/** The sums of a table, computed here from the rows: no client's figure is ever taken for them. */
function sumRows(
  table: FormComponent,
  path: string,
  sections: string[],
  rows: unknown,
  words: FieldWords,
): FieldRow[] {
  const heading = `${labelOf(table)} ${words.sum}`;
  return columnSums(table, rows).map(({ key, column, sum }) => {
    const value = Number(sum);
    const shown = fieldRow(column, `${path}[].${key}`, [...sections, heading], value, null, words);
    return { ...shown, required: false, calculated: true };
  });
}

function headingOf(component: FormComponent): string {
  const title =
    component.type === 'panel'
      ? component.title
      : component.type === 'fieldset'
        ? component.legend
        : undefined;
  if (typeof title === 'string') return title.replace(/<[^>]*>/g, '').trim();
  return component.type === 'container' ? labelOf(component) : '';
}

/** 3200000.5 → 3,200,000.5; currencies keep two places. */
function groupDigits(value: number, component: FormComponent): string {
  const places =
    component.type === 'currency'
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { maximumFractionDigits: 10 };
  return value.toLocaleString('en-US', places);
}

/** The field's own prefix and suffix, which carry its unit: ￥, 人, 万元. Amounts of ours say theirs themselves. */
function withUnits(component: FormComponent, text: string): string {
  if (kindOf(component) === 'money') return text;
  const [before, after] = [component.prefix, component.suffix].map((unit) =>
    typeof unit === 'string' ? unit.trim() : '',
  );
  return `${before}${text}${after === '' ? '' : ` ${after}`}`;
}

function dateText(component: FormComponent, value: unknown): string {
  const date = dateOf(value);
  if (date === null) return plainText(value);
  if (!hasTime(component)) return date;
  return new Date(plainText(value)).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16);
}

function dayText(component: FormComponent, text: string): string {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  if (!parts) return text;
  const [, first, second, year] = parts;
  return component.dayFirst === true ? `${year}-${second}-${first}` : `${year}-${first}-${second}`;
}

function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}
