import type { PointedOut, CitablePassage } from '~/knowledge/helpdesk/check-reply';
import type { SimilarQuestion } from '~/knowledge/helpdesk/find-similar.server';
import type { QuestionView } from '~/knowledge/helpdesk/get-question.server';
import type { QuestionItem, QuestionTab } from '~/knowledge/helpdesk/list-questions.server';
import type { Phrase } from '~/knowledge/helpdesk/reply-phrases.server';
import type { SuggestedReply } from '~/knowledge/helpdesk/suggest-reply.server';
import type { TransferTargets } from '~/knowledge/helpdesk/transfer-question.server';

/** The screens of the page on phones: one after the other. */
export type DeskView = 'queue' | 'detail' | 'reply';

/** All that the page of questions shows. */
export interface QuestionsPage {
  tab: QuestionTab;
  mine: boolean;
  view: DeskView;
  items: QuestionItem[];
  total: number;
  counts: Record<QuestionTab, number>;
  question: QuestionView | null;
  reply: ReplyPage | null;
}

/** What the reply is written with; null when there is nothing to write. */
export interface ReplyPage {
  suggestion: SuggestedReply;
  /** The clauses of the draft, in its order. */
  draftCited: CitablePassage[];
  phrases: Phrase[];
  targets: TransferTargets;
  similar: SimilarQuestion[];
  hasModel: boolean;
}

/** Answer of GET /desk/questions/suggest. */
export interface SuggestAnswer {
  suggestion: SuggestedReply;
}

/** Answer of GET /desk/questions/passages. */
export interface PassagesAnswer {
  passages: CitablePassage[];
}

/** What came back from a deed that was not done. */
export interface DeedProblem {
  intent: string;
  problem: string | null;
  pointedOut: PointedOut[];
  /** What was typed, so that nothing is lost without a script. */
  typed: { reply: string; cited: CitablePassage[]; note: string } | null;
}

/** The address of a question in its tab. */
export function questionPath(
  tab: QuestionTab,
  options: { id?: string; mine?: boolean; view?: DeskView; limit?: number } = {},
): string {
  const query = new URLSearchParams({ tab });
  if (options.id) query.set('id', options.id);
  if (options.mine) query.set('mine', 'on');
  if (options.view && options.view !== 'detail') query.set('view', options.view);
  if (options.limit) query.set('limit', String(options.limit));
  return `/desk/questions?${query.toString()}`;
}
