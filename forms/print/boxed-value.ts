import { printValue, type PrintedValue } from '~/forms/components/print-value';
import type { FormComponent } from '~/forms/definition/form-definition';
import { optionsOf } from '~/forms/definition/read-options';
import { valueText } from '~/forms/submission/list-fields';
import type { FieldWords } from '~/forms/words/field-words';

/** □ and ■ as printed forms have them; the tick marks of screens are not in the font. */
const box = (isChosen: boolean) => (isChosen ? '■' : '□');

/** A field's value as a printed form shows it: all choices with the chosen ones marked, the rest as on any paper. */
export function boxedValue(component: FormComponent, value: unknown, words: FieldWords): PrintedValue {
  const own = printValue(component, value, words);
  if (own) return component.type === 'checkbox' ? { ...own, text: `${box(true)} ${own.text}` } : own;
  return { text: boxedText(component, value, words), picture: null };
}

function boxedText(component: FormComponent, value: unknown, words: FieldWords): string {
  switch (component.type) {
    case 'checkbox':
      return box(value === true || value === 'true');
    case 'radio':
      return choices(component, (option) => option === plain(value));
    case 'selectboxes': {
      const chosen = value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
      return choices(component, (option) => chosen[option] === true);
    }
    default:
      return valueText(component, value, words);
  }
}

function choices(component: FormComponent, isChosen: (option: string) => boolean): string {
  return optionsOf(component)
    .map(({ value, label }) => `${box(isChosen(value))} ${label}`)
    .join('　');
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
