import { addDays, type IsoDate } from '~/prisma/calendar/city-date';

import type { FaqFlag } from './faq-source';

/** The dates of a cited document, and whether it is published. */
export interface SourceDocument {
  id: string;
  title: string;
  state: string;
  expiresOn: string | null;
  repealedOn: string | null;
  supersededOn: string | null;
}

/** The sources that no longer count on the day, each with why; those that are missing count as withdrawn. */
export function findEndedSources(
  sources: readonly { documentId: string; title: string }[],
  documents: readonly SourceDocument[],
  today: IsoDate,
): FaqFlag[] {
  const ids = [...new Set(sources.map(({ documentId }) => documentId))];
  return ids.flatMap((documentId): FaqFlag[] => {
    const document = documents.find(({ id }) => id === documentId);
    const title = document?.title ?? sources.find((source) => source.documentId === documentId)?.title ?? '';
    if (!document || document.state !== 'published')
      return [{ documentId, title, ended: 'withdrawn', on: null }];
    const [first] = endsOf(document);
    return first && first.on <= today ? [{ documentId, title, ...first }] : [];
  });
}

/** The last day on which all sources count, by what is known today; null when none of them has an end. */
export function lastDayOf(documents: readonly SourceDocument[]): IsoDate | null {
  const ends = documents.flatMap((document) => endsOf(document).map(({ on }) => on)).sort();
  return ends[0] === undefined ? null : addDays(ends[0], -1);
}

/** The first days on which a document no longer counts, the earliest first. */
function endsOf({ expiresOn, repealedOn, supersededOn }: SourceDocument) {
  const ends: { ended: FaqFlag['ended']; on: IsoDate }[] = [];
  if (repealedOn !== null) ends.push({ ended: 'repealed', on: repealedOn });
  if (supersededOn !== null) ends.push({ ended: 'superseded', on: supersededOn });
  if (expiresOn !== null) ends.push({ ended: 'expired', on: addDays(expiresOn, 1) });
  return ends.sort((a, b) => (a.on < b.on ? -1 : 1));
}
