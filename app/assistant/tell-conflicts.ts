import type { Locale } from '~/app/words/merge-words';
import { translator } from '~/app/words/translator';
import {
  findConflicts,
  type Conflict,
  type ConflictSide,
} from '~/knowledge/answers/conflicts/find-conflicts';
import type { SourcePassage } from '~/knowledge/answers/source-passage';

import { sourceName } from './source-name';
import type { TurnEvent } from './turn-answer';
import type { TurnDraft } from './turn-draft';

/**
 * Shows where what is quoted differs from another passage in force that bears on the question, or from another quoted
 * one: both sides cited, the higher or newer first. `relevant` holds the quoted passages too.
 */
export function* tellConflicts(
  draft: TurnDraft,
  relevant: readonly SourcePassage[],
  quoted: readonly SourcePassage[],
  locale: Locale,
): Generator<TurnEvent, void> {
  const known = new Set(quoted.map(({ passageId }) => passageId));
  const conflicts = findConflicts(relevant).filter(({ first, second }) =>
    [first, second].some(({ passage }) => known.has(passage.passageId)),
  );
  if (conflicts.length === 0) return;
  const t = translator(locale);
  const lines: string[] = [];
  for (const { first, second, rule } of conflicts) {
    for (const { passage, sentence } of [first, second]) {
      const source = relevant.find(({ passageId }) => passageId === passage.passageId);
      if (!source) continue;
      const { n, event } = draft.cite(source, sentence);
      if (event) yield event;
      lines.push(`${sourceName(source)}：${sentence} [${n}]`);
    }
    lines.push(t(`chat.conflict.${rule}`));
  }
  const words = [t('chat.conflict.title'), ...lines].join('\n');
  yield draft.addText('conflict', 'extractive', words, { part: { conflicts: conflicts.map(asShown) } });
}

/** A turn is kept with its parts: the sentence that differs is enough of each passage. */
function asShown(conflict: Conflict): Conflict {
  const side = ({ passage, sentence, figure }: ConflictSide): ConflictSide => {
    const { passageId, documentId, title, documentNumber, issuer, path, status, effectiveFrom } = passage;
    const face = { passageId, documentId, title, documentNumber, issuer, path, status, effectiveFrom };
    return { passage: { ...face, text: sentence }, sentence, figure };
  };
  return { ...conflict, first: side(conflict.first), second: side(conflict.second) };
}
