import type { Locale } from '~/app/words/merge-words';
import { translator } from '~/app/words/translator';
import type { Aspect } from '~/knowledge/answers/question-aspect';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';

import type { TurnEvent } from './turn-answer';
import type { TurnDraft } from './turn-draft';

interface Words {
  zh: string;
  en?: string | undefined;
}

/**
 * Quotes the policy's own guide 办事要点 for what documents seldom say: where, by which phone, with which papers, how.
 * Returns whether it had anything to say; the block links to the policy's page.
 */
export function* quoteGuide(
  draft: TurnDraft,
  policy: PublishedPolicy,
  aspect: Aspect,
  locale: Locale,
): Generator<TurnEvent, boolean> {
  const t = translator(locale);
  const lines = linesOf(policy, aspect).map((words) => (locale === 'en' ? (words.en ?? words.zh) : words.zh));
  if (lines.length === 0) return false;
  const title = locale === 'en' ? (policy.titleEn ?? policy.title) : policy.title;
  const link = `/policies/${policy.id}`;
  yield draft.addText('heading', 'extractive', t(`chat.guide.${aspect}`, { title }), { link });
  if (lines.length === 1) yield draft.addText('quote', 'extractive', lines[0] ?? '');
  else {
    const words = lines.map((line, at) => `${at + 1}. ${line}`).join('\n');
    yield draft.addText('steps', 'extractive', words, {
      part: { steps: lines, isOrdered: aspect === 'how' },
    });
  }
  return true;
}

function linesOf(policy: PublishedPolicy, aspect: Aspect): Words[] {
  const { guide } = policy.content;
  if (aspect === 'phone') return [guide.phone];
  if (aspect === 'where') return [guide.address];
  if (aspect === 'materials') return guide.materials;
  if (aspect === 'how') return guide.how;
  return aspect === 'who' ? [guide.audience] : [];
}
