import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';

/**
 * The form in the reader's language: labels and help in English where the designer wrote them (`properties.labelEn`,
 * `descriptionEn`). The designer's Chinese error messages give way to the platform's English ones.
 */
export function localizeDefinition(definition: FormDefinition, locale: string): FormDefinition {
  if (locale !== 'en') return definition;
  return { ...definition, components: definition.components.map(inEnglish) };
}

/** What a designer writes in English beside the Chinese; `option.VALUE` is a choice's label. */
interface EnglishWords {
  labelEn?: string;
  descriptionEn?: string;
  htmlEn?: string;
  consequenceEn?: string;
  conditionsEn?: string[];
  [option: `option.${string}`]: string | undefined;
}

function inEnglishOptions(component: FormComponent, words: EnglishWords): Partial<FormComponent> {
  const named = (list: unknown): unknown =>
    Array.isArray(list)
      ? list.map((option: { value?: unknown; label?: unknown }) => ({
          ...option,
          label: words[`option.${String(option.value)}`] ?? option.label,
        }))
      : list;
  const data = component.data as { values?: unknown } | undefined;
  return {
    ...(Array.isArray(component.values) && { values: named(component.values) }),
    ...(Array.isArray(data?.values) && { data: { ...data, values: named(data.values) } }),
  };
}

function inEnglish(component: FormComponent): FormComponent {
  const words = component.properties as EnglishWords | undefined;
  const label = words?.labelEn;
  return {
    ...component,
    ...(label && { label }),
    ...(label && component.title !== undefined && { title: label }),
    ...(words?.descriptionEn && { description: words.descriptionEn }),
    ...(words?.htmlEn && component.html !== undefined && { html: words.htmlEn }),
    ...(words?.consequenceEn && { consequence: words.consequenceEn }),
    ...(Array.isArray(words?.conditionsEn) && { conditions: words.conditionsEn }),
    ...(words && inEnglishOptions(component, words)),
    ...(component.validate && { validate: { ...component.validate, customMessage: '' } }),
    ...(component.components && { components: component.components.map(inEnglish) }),
    ...(component.columns && {
      columns: component.columns.map((column) => ({
        ...column,
        components: (column.components ?? []).map(inEnglish),
      })),
    }),
  };
}
