import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import type { Db } from '~/prisma/database.server';

import type { BindableFact } from '../palette/edit-forms';

/** The fact catalogue as the 预填 tab offers it, in the reader's language. Facts of a project are no firm's. */
export async function listBindableFacts(db: Db, locale: 'zh-CN' | 'en'): Promise<BindableFact[]> {
  const language = locale === 'en' ? 'en' : 'zh';
  const catalogue = await loadCatalogue(db);
  return [...catalogue.values()]
    .filter(({ scope }) => scope === 'enterprise')
    .map(({ key, label, authority, periods }) => ({
      key,
      label: label[language],
      source: authority[language],
      periods: [...periods],
    }));
}
