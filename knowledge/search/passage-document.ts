import { Document } from '@langchain/core/documents';

import { embeddedText } from './passage-text';
import type { RankedPassage } from './ranked-passage';

type Face = Omit<RankedPassage, 'score' | 'ranks'>;

/** A passage as LangChain's document: its words with title and path before them, its face as metadata. */
export function toLangChainDocument<Passage extends Face>(
  passage: Passage,
): Document<Passage & Record<string, unknown>> {
  return new Document({
    id: String(passage.passageId),
    pageContent: embeddedText(passage),
    metadata: { ...passage },
  });
}
