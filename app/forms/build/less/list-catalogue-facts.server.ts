import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { Syllables } from '~/knowledge/search/understanding/syllables';
import type { Db } from '~/prisma/database.server';

import type { CatalogueFact } from './catalogue-fact';

/** So many firms are looked at for how many have a value; counting all of a city's would take seconds. */
const sampleOfFirms = 200;

/** The fact catalogue as the builder searches it, in the reader's language. Facts of a project are no firm's. */
export async function listCatalogueFacts(db: Db, locale: 'zh-CN' | 'en'): Promise<CatalogueFact[]> {
  const language = locale === 'en' ? 'en' : 'zh';
  const [catalogue, held, words] = await Promise.all([loadCatalogue(db), countHeld(db), listSynonyms(db)]);
  const syllables = new Syllables();
  return [...catalogue.values()]
    .filter(({ scope }) => scope === 'enterprise')
    .map((fact) => ({
      key: fact.key,
      label: fact.label[language],
      source: fact.authority[language],
      periods: [...fact.periods],
      initials: syllables
        .of(fact.label.zh)
        .map((syllable) => syllable[0] ?? '')
        .join(''),
      synonyms: synonymsOf(fact.label.zh, words),
      freshDays: fact.freshDays,
      sensitivity: fact.sensitivity,
      isCertificate: fact.group === 'qualification' && fact.type === 'boolean',
      held: { firms: held.byKey.get(fact.key) ?? 0, of: held.of },
    }));
}

async function countHeld(db: Db): Promise<{ byKey: Map<string, number>; of: number }> {
  const firms = await db.enterprise.findMany({
    select: { id: true },
    orderBy: { id: 'asc' },
    take: sampleOfFirms,
  });
  const rows = await db.fact.findMany({
    where: { enterpriseId: { in: firms.map(({ id }) => id) } },
    select: { enterpriseId: true, key: true },
    distinct: ['enterpriseId', 'key'],
  });
  const byKey = new Map<string, number>();
  for (const { key } of rows) byKey.set(key, (byKey.get(key) ?? 0) + 1);
  return { byKey, of: firms.length };
}

interface Synonym {
  term: string;
  targets: string[];
}

async function listSynonyms(db: Db): Promise<Synonym[]> {
  const rows = await db.dictionaryEntry.findMany({
    where: { kind: { in: ['synonym', 'abbreviation'] } },
    select: { term: true, targets: true },
  });
  return rows.map(({ term, targets }) => ({ term, targets: targets as string[] }));
}

/** Terms whose official words are in the name, and official words of terms that are in it. */
function synonymsOf(label: string, words: readonly Synonym[]): string[] {
  const found = words.flatMap(({ term, targets }) => {
    if (targets.some((target) => target.length > 1 && label.includes(target))) return [term];
    return term.length > 1 && label.includes(term) ? targets : [];
  });
  return [...new Set(found)];
}
