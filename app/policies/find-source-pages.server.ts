import type { CitedSource } from '~/app/components/policies/condition-tree';
import type { PolicySource } from '~/knowledge/policies/policy-content';
import type { Db } from '~/prisma/database.server';

/** A source with where it can be read. */
export interface SourceLink extends CitedSource {
  documentNumber: string | null;
  url: string | null;
}

/**
 * Numbers a policy's sources in order and finds the page of each document, at the clause, among the published ones. A
 * document is known by its number, else by its title.
 */
export async function findSourcePages(db: Db, sources: readonly PolicySource[]): Promise<SourceLink[]> {
  const numbers = sources.flatMap(({ documentNumber }) => (documentNumber ? [documentNumber] : []));
  const documents = await db.document.findMany({
    where: {
      state: 'published',
      audience: 'public',
      OR: [
        { documentNumber: { in: numbers } },
        { title: { in: sources.map(({ documentTitle }) => documentTitle) } },
      ],
    },
    orderBy: [{ effectiveFrom: 'desc' }, { createdAt: 'desc' }],
    select: { id: true, title: true, documentNumber: true },
  });
  return sources.map((source, index) => {
    const document =
      documents.find(
        ({ documentNumber }) => documentNumber !== null && documentNumber === source.documentNumber,
      ) ?? documents.find(({ title }) => title === source.documentTitle);
    const mark = source.quote ?? source.path;
    const query = mark ? `?mark=${encodeURIComponent(mark)}` : '';
    return {
      id: source.id,
      n: index + 1,
      label: `《${source.documentTitle}》${source.path ? ` ${source.path}` : ''}`,
      href: document ? `/documents/${document.id}${query}` : null,
      documentNumber: source.documentNumber ?? null,
      url: source.url ?? null,
    };
  });
}
