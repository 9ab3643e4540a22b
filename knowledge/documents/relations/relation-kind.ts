/** How a document bears on another: 替代, 修改, 废止, 实施 (根据《…》制定), 解释. */
export const relationKinds = ['repeals', 'replaces', 'amends', 'implements', 'explains'] as const;
export type RelationKind = (typeof relationKinds)[number];

/**
 * acting: an explicit 同时废止, in effect and waiting to be confirmed. proposed: found, without effect until a person
 * confirms it. confirmed, dismissed: decided by a person.
 */
export type RelationState = 'acting' | 'proposed' | 'confirmed' | 'dismissed';

/** A relation as the text states it. */
export interface FoundRelation {
  kind: RelationKind;
  /** The other document's title as written. */
  title: string;
  documentNumber: string | null;
  /** The sentence that says it. */
  words: string;
  /** The words that make it this kind, such as 同时废止, for marking. */
  cue: string;
  /** Where the other document's name stands in the text; −1 when it stands in the title alone. */
  start: number;
  end: number;
  state: 'acting' | 'proposed';
}

/** Whether the kind, once in effect, ends the other document. */
export function endsItsTarget(kind: RelationKind): boolean {
  return kind === 'repeals' || kind === 'replaces';
}
