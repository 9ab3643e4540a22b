import type { Services } from '~/app/services.server';
import { sayProblem } from '~/app/words/say-problem';
import { refusalSentence } from '~/knowledge/documents/refusal';
import {
  getFactImport,
  listFactMappings,
  type FactImportView,
} from '~/knowledge/enterprises/imports/get-fact-import.server';
import { bringInRule } from '~/knowledge/enterprises/imports/steer-fact-import.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import type { FactMapping } from '~/knowledge/enterprises/imports/fact-mapping';
import type { Reader } from '~/prisma/access/reader';

/** A fact that a column can mean. */
export interface FactChoice {
  key: string;
  label: string;
  group: string;
  type: string;
  periods: string[];
  /** Who keeps it, where this department may not bring it in. */
  notYours: string | null;
}

/** What the page of an import shows. */
export interface ImportPage {
  view: FactImportView;
  refusal: string | null;
  facts: FactChoice[];
  saved: { name: string; mapping: FactMapping }[];
  /** Facts' names by key. */
  names: Record<string, string>;
}

/** Gathers the page of an import. Throws NotFoundError. */
export async function getImportPage(
  { db }: Pick<Services, 'db'>,
  reader: Reader,
  importId: string,
  locale: 'zh-CN' | 'en',
): Promise<ImportPage> {
  const view = await getFactImport(db, reader, importId);
  const catalogue = await loadCatalogue(db);
  const may = await bringInRule(db, view.departmentId, catalogue);
  const short = locale === 'en' ? 'en' : 'zh';
  const facts = [...catalogue.values()].map(({ key, label, group, type, periods, authority }) => ({
    ...{ key, label: label[short], group, type, periods },
    notYours: may(key) ? null : authority[short],
  }));
  const problems = view.problems.map((one) => ({ ...one, problem: sayProblem(locale, one.problem) }));
  return {
    view: { ...view, problems },
    refusal: view.refusal && refusalSentence(view.refusal, locale),
    facts,
    saved: view.state === 'mapping' ? await listFactMappings(db, view.departmentId) : [],
    names: Object.fromEntries(facts.map(({ key, label }) => [key, label])),
  };
}
