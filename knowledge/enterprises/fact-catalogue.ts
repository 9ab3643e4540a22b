import { creditAndTaxFacts } from './catalogue/credit-and-tax-facts';
import { financeFacts } from './catalogue/finance-facts';
import { registrationFacts } from './catalogue/registration-facts';
import { researchFacts } from './catalogue/research-facts';
import { factDefinitionSchema, type FactDefinition, type FactDefinitionInput } from './fact-definition';

/** FactCatalogue 数据目录: what kinds of facts there are, by key, in the order in which pages list them. */
export type FactCatalogue = ReadonlyMap<string, FactDefinition>;

/** Makes a catalogue of definitions; a later one of the same key replaces the earlier. Throws on an invalid one. */
export function makeCatalogue(definitions: readonly FactDefinitionInput[]): FactCatalogue {
  return new Map(definitions.map((definition) => [definition.key, factDefinitionSchema.parse(definition)]));
}

/** The definitions that every city begins with; departments add their own. */
export const builtInFacts: readonly FactDefinitionInput[] = [
  ...registrationFacts,
  ...creditAndTaxFacts,
  ...financeFacts,
  ...researchFacts,
];

export const builtInCatalogue: FactCatalogue = makeCatalogue(builtInFacts);
