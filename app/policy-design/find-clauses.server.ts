import type { Services } from '~/app/services.server';
import { readCitablePassages } from '~/knowledge/helpdesk/citable-passages.server';
import { anonymousReader } from '~/prisma/access/reader';

/** Clauses of public documents in force that a condition may cite. */
export interface FoundClauses {
  clauses: {
    passageId: number;
    title: string;
    documentNumber: string | null;
    path: string;
    text: string;
    href: string;
  }[];
}

/** Finds clauses by words. */
export async function findClauses(
  { db, search, now }: Pick<Services, 'db' | 'search' | 'now'>,
  q: string,
): Promise<FoundClauses> {
  if (q === '') return { clauses: [] };
  const { results } = await search.search({ q, limit: 8, reader: anonymousReader });
  const passages = await readCitablePassages(
    db,
    results.map(({ passageId }) => passageId),
    now(),
  );
  return {
    clauses: passages.map(({ passageId, documentId, title, documentNumber, path, text }) => ({
      passageId,
      title,
      documentNumber,
      path,
      text,
      href: `/documents/${documentId}?mark=${passageId}#p-${passageId}`,
    })),
  };
}
