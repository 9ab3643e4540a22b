import type { FormComponent, FormDefinition } from '../form-definition';
import { childrenOf } from '../walk-fields';
import { englishOf, listTexts, textNames, type FormText } from './list-texts';

/** The form with English texts put by their ids; an empty text takes one away. Unknown ids change nothing. */
export function putTranslations(
  definition: FormDefinition,
  english: ReadonlyMap<string, string>,
): FormDefinition {
  const copy = structuredClone(definition);
  const byKey = new Map<string, FormText[]>();
  for (const text of listTexts(definition)) byKey.set(text.key, [...(byKey.get(text.key) ?? []), text]);
  const visit = (component: FormComponent) => {
    for (const text of byKey.get(component.key) ?? []) {
      const given = english.get(text.id);
      if (given !== undefined) putOne(component, text, given.trim());
    }
    for (const child of childrenOf(component)) visit(child.component);
  };
  copy.components.forEach(visit);
  return copy;
}

function putOne(component: FormComponent, text: FormText, english: string): void {
  const words: Record<string, unknown> = { ...englishOf(component) };
  const put = (from: Record<string, unknown>, name: string) => {
    if (english === '') delete from[name];
    else from[name] = english;
  };
  if (text.name === 'option') {
    const options: Record<string, unknown> = { ...englishOf(component).optionsEn };
    put(options, text.id.slice(`${text.key}.option.`.length));
    words.optionsEn = options;
    if (Object.keys(options).length === 0) delete words.optionsEn;
  } else if (text.name === 'condition') putCondition(component, words, text, english);
  else put(words, text.name === 'message' ? 'messageEn' : textNames[text.name]);
  if (Object.keys(words).length === 0) delete component.properties;
  else component.properties = words;
}

/** The English conditions stand in the order of the Chinese; one that is missing is empty. */
function putCondition(
  component: FormComponent,
  words: Record<string, unknown>,
  text: FormText,
  english: string,
): void {
  const count = Array.isArray(component.conditions) ? component.conditions.length : 0;
  const given = Array.from({ length: count }, (_, at) => englishOf(component).conditionsEn?.[at] ?? '');
  given[Number(text.id.slice(`${text.key}.condition.`.length))] = english;
  if (given.some((each) => each !== '')) words.conditionsEn = given;
  else delete words.conditionsEn;
}
