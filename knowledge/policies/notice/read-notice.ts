import type { NoticeDraft, NoticePassage } from './notice-draft';
import { readAmounts } from './read-benefits';
import { readConditions, type NoticeKnowledge } from './read-conditions';
import { readElements, readMaterials, readWindow } from './read-elements';

/**
 * Reads a notice into the parts of a policy by rules and patterns, each linked to its sentence; what is unsure says why.
 * A draft for a person: nothing is made up where the notice is silent, and nothing is published from it but by the gate.
 */
export function readNotice(passages: readonly NoticePassage[], knowledge: NoticeKnowledge): NoticeDraft {
  return {
    elements: readElements(passages),
    materials: readMaterials(passages),
    conditions: readConditions(passages, knowledge),
    amounts: readAmounts(passages, knowledge.catalogue),
    window: readWindow(passages),
  };
}
