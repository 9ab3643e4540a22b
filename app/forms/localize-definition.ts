import type { FormComponent, FormDefinition } from '~/forms/definition/form-definition';

/**
 * The form in the reader's language: labels and help in English where the designer wrote them (`properties.labelEn`,
 * `descriptionEn`). The designer's Chinese error messages give way to the platform's English ones.
 */
export function localizeDefinition(definition: FormDefinition, locale: string): FormDefinition {
  if (locale !== 'en') return definition;
  return { ...definition, components: definition.components.map(inEnglish) };
}

function inEnglish(component: FormComponent): FormComponent {
  const words = component.properties as { labelEn?: string; descriptionEn?: string } | undefined;
  const label = words?.labelEn;
  return {
    ...component,
    ...(label && { label }),
    ...(label && component.title !== undefined && { title: label }),
    ...(words?.descriptionEn && { description: words.descriptionEn }),
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
