import type { SqlReader } from '~/prisma/database.server';

import type { GatheredPassages } from './gather-passages.server';
import { withoutInjected } from './injected-instructions';
import { judgeRelevance } from './judge-relevance';
import type { SourcePassage } from './source-passage';

/** A source that a policy names. */
interface NamedSource {
  documentNumber?: string | undefined;
  documentTitle: string;
}

const longestDocument = 120;

/**
 * All passages of the document that a policy is laid down in, among those found: the one that the policy names, else the
 * one whose title says the name, else the best. Empty when nothing found bears on the name.
 */
export function gatherForComparison(
  sql: SqlReader,
  gathered: GatheredPassages,
  sources: readonly NamedSource[],
  name: string,
): SourcePassage[] {
  const relevant = gathered.passages.filter((passage) => judgeRelevance(gathered.terms, passage).relevant);
  const named = sources.flatMap((source) =>
    gathered.passages.filter(
      ({ documentNumber, title }) =>
        (source.documentNumber !== undefined && documentNumber === source.documentNumber) ||
        title === source.documentTitle,
    ),
  );
  const titled = relevant.filter(({ title }) => title.includes(name));
  const face = mostFound(named) ?? titled[0] ?? relevant[0];
  if (!face) return [];
  const rows = sql.all<{ id: number; path: string; text: string; kind: string }>(
    'SELECT id, path, text, kind FROM "Passage" WHERE documentId = ? ORDER BY number LIMIT ?',
    [face.documentId, longestDocument],
  );
  return rows.map(({ id, path, text, kind }) => ({
    ...face,
    ...{ passageId: id, path, text: withoutInjected(text), kind, found: false },
  }));
}

/** Of the documents that a policy names, the one of which most was found: the rule rather than its annex. */
function mostFound(passages: SourcePassage[]): SourcePassage | undefined {
  const count = ({ documentId }: SourcePassage) =>
    passages.filter((other) => other.documentId === documentId).length;
  return [...passages].sort((a, b) => count(b) - count(a))[0];
}
