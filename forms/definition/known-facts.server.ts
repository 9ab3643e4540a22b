import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import type { Db, Tx } from '~/prisma/database.server';

/** The keys of the fact catalogue: the built-in ones and those that departments added. */
export async function knownFactKeys(db: Db | Tx): Promise<Set<string>> {
  const added = await db.factDefinition.findMany({ select: { key: true } });
  return new Set([...builtInCatalogue.keys(), ...added.map(({ key }) => key)]);
}
