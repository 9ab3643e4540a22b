import { Form } from '@remix-run/react';
import { useId, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

import type { NextQuestion } from './turn-answer';

interface NextQuestionCardProps {
  question: NextQuestion;
  conversationId: string;
  /** Only the last turn's question is open. */
  isOpen: boolean;
  onReply: (message: string) => void;
}

/** The one question that is missing, with quick replies, the last of them 不清楚，先跳过. A reply is a message. */
export function NextQuestionCard({ question, conversationId, isOpen, onReply }: NextQuestionCardProps) {
  const { t } = useTranslation();
  const id = useId();
  const reply = (event: FormEvent<HTMLFormElement>) => {
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    const typed = new FormData(event.currentTarget).get('message');
    const message = submitter instanceof HTMLButtonElement && submitter.value ? submitter.value : typed;
    event.preventDefault();
    if (typeof message === 'string' && message.trim()) onReply(message.trim());
  };
  const typed = question.replies.length === 0;
  return (
    <section className="fu" aria-labelledby={id}>
      <b id={id}>{question.question}</b>
      {question.hint && <p className="hq-sm hq-muted">{question.hint}</p>}
      {isOpen && (
        <Form method="post" action="/assistant" className="qr" onSubmit={reply}>
          <input type="hidden" name="c" value={conversationId} />
          {typed && (
            <>
              <input
                className="form-control chat-figure"
                name="message"
                aria-labelledby={id}
                inputMode={['money', 'count', 'number', 'share'].includes(question.type) ? 'decimal' : 'text'}
                autoComplete="off"
              />
              {question.unit && <span>{question.unit}</span>}
              <button className="btn btn-primary btn-sm">{t('chat.question.send')}</button>
            </>
          )}
          {question.replies.map(({ label }) => (
            <button key={label} className="btn btn-outline-primary btn-sm" name="message" value={label}>
              {label}
            </button>
          ))}
          <button
            className="btn btn-outline-primary btn-sm"
            name="message"
            value={t('chat.question.skip')}
            formNoValidate
          >
            {t('chat.question.skip')}
          </button>
        </Form>
      )}
    </section>
  );
}
