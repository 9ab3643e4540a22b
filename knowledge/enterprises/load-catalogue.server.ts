import type { Db, Tx } from '~/prisma/database.server';

import { builtInFacts, makeCatalogue, type FactCatalogue } from './fact-catalogue';
import type { FactDefinitionInput } from './fact-definition';

/** The catalogue of this city: the built-in definitions and those that departments added. */
export async function loadCatalogue(db: Db | Tx): Promise<FactCatalogue> {
  const rows = await db.factDefinition.findMany({ where: { builtIn: false }, orderBy: { key: 'asc' } });
  return makeCatalogue([...builtInFacts, ...rows.map(({ definition }) => definition as FactDefinitionInput)]);
}
