import { readLibraryDictionary, readLibraryDocuments } from '~/knowledge/library/read-library.server';
import { buildDictionary } from '~/knowledge/search/understanding/dictionary';
import type { DictionaryWord } from '~/knowledge/search/understanding/dictionary-entry';

const documents = readLibraryDocuments('2026-11-22');
const pairs = new Set(documents.flatMap(({ header, markdown }) => pairsOf(`${header.title}\n${markdown}`)));

export const titles = documents.map(({ header }) => header.title);
export const numbers = documents.flatMap(({ header }) => header.documentNumber ?? []);

/** Whether two characters stand together somewhere in the sample city's documents. */
export const occursInCity = (pair: string): boolean => pairs.has(pair);

/** The dictionary that ships, over the sample city's documents, with other entries beside. */
export function sampleDictionary(more: DictionaryWord[] = []) {
  const entries = [...readLibraryDictionary(), ...more];
  return buildDictionary({ entries, titles, numbers, occurs: occursInCity });
}

function pairsOf(text: string): string[] {
  return Array.from({ length: text.length }, (_, at) => text.slice(at, at + 2));
}
