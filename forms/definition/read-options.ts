import type { FormComponent } from './form-definition';

/** The choices of a radio, select or select boxes: they lie at different places. */
export function optionsOf(component: FormComponent): { value: string; label: string }[] {
  const data = component.data;
  const list =
    Array.isArray(component.values) && component.values.length > 0
      ? component.values
      : isObject(data)
        ? data.values
        : [];
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).flatMap(({ value, label }) => {
    if (value === undefined || value === null || value === '') return [];
    const text = typeof label === 'string' && label !== '' ? label : scalarText(value);
    return [{ value: scalarText(value), label: text }];
  });
}

function scalarText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
