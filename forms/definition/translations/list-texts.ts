import type { FormComponent, FormDefinition } from '../form-definition';
import { optionsOf } from '../read-options';
import { childrenOf } from '../walk-fields';

/** Texts of a component that people read, with the name under which `properties` keeps their English. */
export const textNames = {
  label: 'labelEn',
  description: 'descriptionEn',
  placeholder: 'placeholderEn',
  suffix: 'suffixEn',
  prefix: 'prefixEn',
  addAnother: 'addAnotherEn',
  html: 'htmlEn',
  consequence: 'consequenceEn',
} as const;
export type TextName = keyof typeof textNames;

/** A text of the form in both languages. */
export interface FormText {
  /** `key.label`, `key.option.value` or `key.condition.0`: stays while the text changes. */
  id: string;
  key: string;
  name: TextName | 'message' | 'option' | 'condition';
  chinese: string;
  /** Empty when it is missing. */
  english: string;
}

/** The English words that a component carries. */
export interface EnglishWords {
  labelEn?: string;
  descriptionEn?: string;
  placeholderEn?: string;
  suffixEn?: string;
  prefixEn?: string;
  addAnotherEn?: string;
  htmlEn?: string;
  consequenceEn?: string;
  messageEn?: string;
  /** Of a commitment's conditions, in their order. */
  conditionsEn?: string[];
  optionsEn?: Record<string, string>;
}

/** Every text of the form that a person reads, in the form's order. Units and signs without words are left out. */
export function listTexts(definition: FormDefinition): FormText[] {
  const texts: FormText[] = [];
  const visit = (component: FormComponent) => {
    texts.push(...textsOf(component));
    for (const child of childrenOf(component)) visit(child.component);
  };
  for (const component of definition.components) visit(component);
  return texts;
}

/** How many texts have no English. */
export function countMissing(texts: readonly FormText[]): number {
  return texts.filter(({ english }) => english.trim() === '').length;
}

/** The English words of a component. */
export function englishOf(component: FormComponent): EnglishWords {
  const words = component.properties;
  return words !== null && typeof words === 'object' && !Array.isArray(words) ? words : {};
}

function textsOf(component: FormComponent): FormText[] {
  const words = englishOf(component);
  const { key } = component;
  const texts: FormText[] = [];
  const add = (id: string, name: FormText['name'], chinese: unknown, english: string | undefined) => {
    if (typeof chinese === 'string' && /\p{Script=Han}/u.test(chinese))
      texts.push({ id: `${key}.${id}`, key, name, chinese, english: english ?? '' });
  };
  for (const name of Object.keys(textNames) as TextName[]) {
    // A note's label is only seen in the builder.
    if (component.type === 'content' && name === 'label') continue;
    const text = name === 'label' && typeof component.title === 'string' ? component.title : component[name];
    add(name, name, text, words[textNames[name]]);
  }
  add('message', 'message', component.validate?.customMessage, words.messageEn);
  for (const { value, label } of optionsOf(component))
    add(`option.${value}`, 'option', label, words.optionsEn?.[value]);
  const { conditions } = component;
  if (Array.isArray(conditions))
    for (const [at, condition] of conditions.entries())
      add(`condition.${String(at)}`, 'condition', condition, words.conditionsEn?.[at]);
  return texts;
}
