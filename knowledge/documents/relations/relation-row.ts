import { normalNumber } from '../find-document-number';
import { titleKey } from '../title-key';

import type { FoundRelation } from './relation-kind';

/** A found relation as it is kept. */
export function relationRow(documentId: string, relation: FoundRelation) {
  const { kind, title, documentNumber, words, cue, start, end, state } = relation;
  return {
    documentId,
    kind,
    title,
    titleKey: titleKey(title),
    documentNumber: documentNumber === null ? null : normalNumber(documentNumber),
    words,
    cue,
    start,
    end,
    state,
    foundState: state,
  };
}
