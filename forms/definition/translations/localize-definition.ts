import type { FormComponent, FormDefinition } from '../form-definition';
import { englishOf, textNames, type TextName } from './list-texts';

/**
 * The form in the reader's language: every text in English where the designer wrote it (`properties.labelEn`,
 * `descriptionEn`, `optionsEn` …). The designer's Chinese error messages without English give way to the platform's.
 */
export function localizeDefinition(definition: FormDefinition, locale: string): FormDefinition {
  if (locale !== 'en') return definition;
  return { ...definition, components: definition.components.map(inEnglish) };
}

function inEnglish(component: FormComponent): FormComponent {
  const words = englishOf(component);
  const texts = (Object.keys(textNames) as TextName[]).flatMap((name): [string, string][] => {
    const english = words[textNames[name]];
    const isNew = name === 'label' || name === 'description';
    return english && (isNew || component[name] !== undefined) ? [[name, english]] : [];
  });
  return {
    ...component,
    ...Object.fromEntries(texts),
    ...(words.labelEn && component.title !== undefined && { title: words.labelEn }),
    ...(Array.isArray(component.conditions) && {
      conditions: component.conditions.map((each: unknown, at) => words.conditionsEn?.[at] || each),
    }),
    ...(words.optionsEn && withOptions(component, words.optionsEn)),
    ...(component.validate && {
      validate: { ...component.validate, customMessage: words.messageEn ?? '' },
    }),
    ...(component.components && { components: component.components.map(inEnglish) }),
    ...(component.columns && {
      columns: component.columns.map((column) => ({
        ...column,
        components: (column.components ?? []).map(inEnglish),
      })),
    }),
  };
}

/** The choices in English, wherever the type keeps them; values stay. */
function withOptions(component: FormComponent, english: Record<string, string>): Partial<FormComponent> {
  const change = (list: unknown) =>
    Array.isArray(list)
      ? list.map((option: { value?: unknown; label?: unknown }) => ({
          ...option,
          label: english[String(option.value)] ?? option.label,
        }))
      : list;
  const { data, values } = component;
  const inData = data !== null && typeof data === 'object' ? (data as { values?: unknown }) : null;
  return {
    ...(values !== undefined && { values: change(values) }),
    ...(inData?.values !== undefined && { data: { ...inData, values: change(inData.values) } }),
  };
}
