import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { TurnViewProps } from './turn-view';

/** 已按“…”查找: the whole question that a follow-up was taken for, and the way back to the words as written. */
export function CompletedNote({
  message,
  completed,
  answer,
  isLive,
  isLast,
  onAsWritten,
}: Pick<TurnViewProps, 'message' | 'answer' | 'isLive' | 'isLast' | 'onAsWritten'> & { completed: string }) {
  const { t } = useTranslation();
  return (
    <div className="chat-completed hq-sm">
      <span>{t('chat.completed', { question: completed })}</span>
      {!isLive && isLast && (
        <Form
          method="post"
          action="/assistant"
          onSubmit={(event) => {
            event.preventDefault();
            onAsWritten(message);
          }}
        >
          <input type="hidden" name="c" value={answer.conversationId} />
          <input type="hidden" name="message" value={message} />
          <input type="hidden" name="asWritten" value="on" />
          <button className="btn btn-link btn-sm">{t('chat.completed.undo')}</button>
        </Form>
      )}
    </div>
  );
}
