import { labelOf, type AnswerBlock, type AnswerLabel, type TurnAnswer } from './turn-answer';

/** Blocks that came about in one way, under one label. */
export interface AnswerSection {
  label: AnswerLabel;
  blocks: AnswerBlock[];
}

/**
 * Cuts an answer into runs of blocks that came about in one way: a model's prose, the clauses quoted, what was computed.
 * Each gets its own honesty label. Notes go with what follows them; an answer of verdicts alone is one computed run.
 */
export function answerSections(
  answer: Pick<TurnAnswer, 'blocks' | 'verdicts' | 'modelFailure'>,
): AnswerSection[] {
  const sections: AnswerSection[] = [];
  for (const block of answer.blocks) {
    const label = labelOf({
      blocks: [block],
      verdicts: [],
      ...(answer.modelFailure && { modelFailure: answer.modelFailure }),
    });
    const last = sections.at(-1);
    const onlyNotes = last?.blocks.every(({ kind }) => kind === 'note') ?? false;
    if (last && (last.label === label || block.kind === 'note')) last.blocks.push(block);
    else if (last && onlyNotes) {
      last.label = label;
      last.blocks.push(block);
    } else sections.push({ label, blocks: [block] });
  }
  return sections.length > 0 ? sections : [{ label: labelOf(answer), blocks: [] }];
}
