import { printValue } from '~/forms/components/print-value';
import type { FormComponent } from '~/forms/definition/form-definition';
import { optionsOf } from '~/forms/definition/read-options';
import { valueText, type FieldWords } from '~/forms/submission/list-fields';

/** A value on paper: words, or a picture for what was drawn. */
export type PrintedValue = { text: string } | { picture: string };

/** □ and ■ as printed forms have them; the tick marks of screens are not in the font. */
const box = (isChosen: boolean) => (isChosen ? '■' : '□');

/** A field's value as a printed form shows it: all choices with the chosen ones marked, a signature as it was drawn. */
export function printedValue(component: FormComponent, value: unknown, words?: FieldWords): PrintedValue {
  if (isPicture(value)) return { picture: value };
  const own = printValue(component, value);
  if (own) return { text: component.type === 'checkbox' ? `${box(true)} ${own.text}` : own.text };
  switch (component.type) {
    case 'checkbox':
      return { text: box(value === true || value === 'true') };
    case 'radio':
      return { text: choices(component, (option) => option === plain(value)) };
    case 'selectboxes': {
      const chosen = value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
      return { text: choices(component, (option) => chosen[option] === true) };
    }
    default:
      return { text: valueText(component, value, words) };
  }
}

function choices(component: FormComponent, isChosen: (option: string) => boolean): string {
  return optionsOf(component)
    .map(({ value, label }) => `${box(isChosen(value))} ${label}`)
    .join('　');
}

/** A drawn signature: a PNG or JPEG in the data itself, as its first bytes say; never an address. */
function isPicture(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length < 400_000 &&
    /^data:image\/(png;base64,iVBORw0KGgo|jpeg;base64,\/9j\/)[A-Za-z0-9+/]+=*$/.test(value)
  );
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
