/** What a relation says of its target. */
export interface NamedTarget {
  targetId: string | null;
  titleKey: string;
  documentNumber: string | null;
}

/** What a document is recognised by. */
export interface NamedDocument {
  id: string;
  titleKey: string;
  documentNumber: string | null;
}

/**
 * Whether a relation means a document: the one that a person chose, else the one of its number; where one of both has
 * no number, the title in normal form decides. Numbers in normal form.
 */
export function namesDocument(relation: NamedTarget, document: NamedDocument): boolean {
  if (relation.targetId !== null) return relation.targetId === document.id;
  if (relation.documentNumber !== null && document.documentNumber !== null)
    return relation.documentNumber === document.documentNumber;
  return relation.titleKey === document.titleKey;
}
