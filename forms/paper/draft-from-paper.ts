import type { PaperForm } from '~/knowledge/documents/paper/paper-form';

import { addChoice, addCommitment, addInline } from './draft-answers';
import { draftTable } from './draft-table';
import { DraftBuilder, type PaperDraft } from './paper-draft';
import {
  inlineBlanks,
  isCommitment,
  isForDepartment,
  isNoteHead,
  isSignature,
  numberedLines,
  withoutNumber,
} from './paper-words';
import { hasBoxes } from './read-choices';

/**
 * Drafts an online form from a printed one, by rules over how Chinese forms are laid out: a name beside its blank, boxes to
 * tick, a row of names over empty rows, a title at the side, 填表说明 below. Each field knows its cells; what became none is
 * listed with the reason. Nothing is invented: a field's words are the paper's.
 */
export function draftFromPaper(paper: PaperForm): PaperDraft {
  const draft = new DraftBuilder();
  const title = findTitle(paper);
  const notes: string[] = [];
  let isInNotes = false;
  for (const part of paper.parts) {
    if (part.kind === 'table') {
      isInNotes = false;
      draftTable(draft, part, title, notes);
      continue;
    }
    const { text, place } = part;
    if (text === title) continue;
    if (isNoteHead(text)) isInNotes = true;
    if (isInNotes) notes.push(text);
    else if (isCommitment(text)) addCommitment(draft, text, part);
    else if (hasBoxes(text)) addChoice(draft, { label: '' }, part, [part]);
    else if (isForDepartment(text)) draft.leave(text, place, 'for-the-department');
    else if (inlineBlanks(text).length > 0) addInline(draft, text, part, '');
    else if (/^[（(]?[一二三四五六七八九十]+[)）、.．]/.test(text) && text.length <= 40)
      draft.section(withoutNumber(text));
    else if (isSignature(text)) draft.leave(text, place, 'signed-on-submit');
  }
  describeFields(draft, notes);
  return { title, definition: draft.definition(), fields: draft.fields, leftOut: draft.leftOut };
}

/** 填表说明: 1．所属行业：按国民经济行业分类填写 becomes the help of 所属行业. */
function describeFields(draft: DraftBuilder, notes: readonly string[]): void {
  for (const line of notes.flatMap((note) => [...numberedLines(note), ...unnumbered(note)])) {
    const found =
      /^[“"《]?([^：:“”"，,。]{2,20})[”"》]?\s*(?:[：:，,]|是指|应当?|(?=按))\s*(.{4,300})$/su.exec(line);
    if (found?.[1] && found[2]) draft.describe(found[1], found[2].replace(/\s+/g, ' ').trim());
  }
}

const unnumbered = (note: string): string[] =>
  note
    .split('\n')
    .map((line) => line.replace(/^(填[表报写]说明|注)\s*[:：]\s*/, '').trim())
    .filter((line) => line !== '' && numberedLines(line).length === 0);

/** The first line that calls itself a form, else the first that stands alone on top. */
function findTitle(paper: PaperForm): string {
  const tops = paper.parts.slice(0, 6).flatMap((part) => {
    if (part.kind === 'text') return [part.text];
    const [first] = part.cells;
    return first && first.columnSpan >= part.columns * 0.8 ? [first.text] : [];
  });
  const calls = tops.find(
    (text) => text.length <= 60 && /(表|书|申请|登记|备案|报告)(（.*）)?$/.test(text.replace(/\s/g, '')),
  );
  return (calls ?? tops[0] ?? '').replace(/\s+/g, ' ').trim();
}
