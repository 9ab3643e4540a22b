import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';

import { versionDate } from '../order-versions';
import { isWithin } from '../region';

import { namesDocument, type NamedDocument } from './names-document';

/** A document that may be ended by others. */
export interface Ended extends NamedDocument {
  region: string;
  effectiveFrom: string | null;
  issuedOn: string | null;
  adoptedOn: string | null;
  createdAt: Date;
}

/** By which document another one ends, and from when. */
export interface Ending {
  id: string;
  on: string;
}

/** The columns that `endingOf` needs. */
export const endedColumns = {
  id: true,
  titleKey: true,
  documentNumber: true,
  region: true,
  effectiveFrom: true,
  issuedOn: true,
  adoptedOn: true,
  createdAt: true,
} as const;

/**
 * Reads the relations in effect (confirmed, or an explicit 同时废止) of published documents that end one of the targets,
 * and returns who ends which first. A text that came out again afterwards is a new one and isn't ended, nor is one of
 * a wider region than its ender's.
 */
export async function readEndings(
  tx: Tx,
  kind: 'repeals' | 'replaces',
  targets: readonly Ended[],
): Promise<(target: Ended) => Ending | null> {
  const numbers = targets.flatMap(({ documentNumber }) => documentNumber ?? []);
  const relations = await tx.documentRelation.findMany({
    where: {
      kind,
      state: { in: ['acting', 'confirmed'] },
      document: { state: 'published' },
      OR: [
        { targetId: { in: targets.map(({ id }) => id) } },
        { titleKey: { in: targets.map(({ titleKey }) => titleKey) } },
        { documentNumber: { in: numbers } },
      ],
    },
    select: {
      targetId: true,
      titleKey: true,
      documentNumber: true,
      document: { select: endedColumns },
    },
  });
  const enders = relations.map(({ document, ...relation }) => ({
    relation,
    id: document.id,
    region: document.region,
    on: dayOf(document),
  }));
  enders.sort((a, b) => (a.on < b.on ? -1 : 1));
  return (target) => {
    const since = dayOf(target);
    const ender = enders.find(
      (one) =>
        one.id !== target.id &&
        one.on > since &&
        isWithin(target.region, one.region) &&
        namesDocument(one.relation, target),
    );
    return ender ? { id: ender.id, on: ender.on } : null;
  };
}

function dayOf(document: Omit<Ended, keyof NamedDocument>): string {
  return versionDate({ ...document, createdOn: cityDate(document.createdAt) });
}
