import { Form } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { CitedText } from '~/app/helpdesk/cited-text';
import { showTime } from '~/app/helpdesk/show-time';
import type { ReplyView, SentReply } from '~/knowledge/helpdesk/read-reply.server';

/** How the asker shows the right to go on: the conversation's id, or the query code. */
type Right = { conversationId: string } | { code: string };

/** The replies of people with their clauses, what was asked on, and the way to go on. */
export function Reply({ reply, conversationId }: { reply: ReplyView; conversationId: string }) {
  const { t } = useTranslation();
  return (
    <section className="chat-reply" aria-label={t('chat.reply.title')} data-state={reply.state}>
      <Exchange reply={reply} right={{ conversationId }} />
    </section>
  );
}

/** What was replied and asked on, in order, then what can be done. */
export function Exchange({ reply, right }: { reply: ReplyView; right: Right }) {
  const { t } = useTranslation();
  const isAwaited = reply.state === 'waiting' || reply.state === 'claimed';
  return (
    <>
      {reply.exchange.map((item, at) =>
        item.kind === 'reply' ? (
          <Answer key={item.reply.id} reply={item.reply} questionId={reply.id} right={right} />
        ) : (
          <p key={`follow-up-${at}`} className="chat-follow-up">
            <span className="hq-xs hq-muted">
              {t('chat.reply.you')} · {showTime(item.at)}
            </span>
            <br />
            {item.text}
          </p>
        ),
      )}
      {isAwaited && (
        <p className="hq-label">
          <i className="bi bi-headset" aria-hidden="true" />
          {t('chat.reply.waiting', { date: reply.dueOn })}
          {reply.number && ` · ${t('questions.number', { number: reply.number })}`}
        </p>
      )}
      {reply.state === 'closed' && (
        <p className="hq-sm">
          {t('chat.reply.closed', { reason: t(`questions.close.${reply.closedReason ?? 'other'}`) })}
        </p>
      )}
      <AskOn reply={reply} right={right} isAwaited={isAwaited} />
    </>
  );
}

function Answer({ reply, questionId, right }: { reply: SentReply; questionId: string; right: Right }) {
  const { t } = useTranslation();
  return (
    <article>
      <p className="hq-label">
        <i className="bi bi-headset" aria-hidden="true" />
        {t('chat.reply.by-person')}
        {' · '}
        {[reply.department, showTime(reply.at)].filter(Boolean).join(' · ')}
      </p>
      <CitedText text={reply.text} citations={reply.citations} />
      <Form method="post" action={actionOf(right)} className="chat-rate" preventScrollReset>
        <RightFields right={right} questionId={questionId} />
        <input type="hidden" name="intent" value="rate" />
        <input type="hidden" name="replyId" value={reply.id} />
        <span className="hq-sm">{t(reply.rating ? 'chat.reply.rated' : 'chat.reply.rate')}</span>
        {(['useful', 'not-useful'] as const).map((rating) => (
          <button
            key={rating}
            className="iconbtn"
            name="rating"
            value={rating}
            aria-pressed={reply.rating === rating}
          >
            <i
              className={`bi bi-hand-thumbs-${rating === 'useful' ? 'up' : 'down'}${reply.rating === rating ? '-fill' : ''}`}
              aria-hidden="true"
            />
            {t(`chat.feedback.${rating}`)}
          </button>
        ))}
      </Form>
    </article>
  );
}

function AskOn({ reply, right, isAwaited }: { reply: ReplyView; right: Right; isAwaited: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <details className="chat-ask-on" key={reply.exchange.length}>
      <summary>{t(isAwaited ? 'chat.reply.add' : 'chat.reply.ask-on')}</summary>
      <Form method="post" action={actionOf(right)} className="stack" preventScrollReset>
        <RightFields right={right} questionId={reply.id} />
        <label className="form-label" htmlFor={id}>
          {t('chat.reply.ask-on.label')}
        </label>
        <textarea id={id} name="followUp" className="form-control" rows={2} maxLength={1000} required />
        {!isAwaited && <p className="hq-xs hq-muted">{t('chat.reply.ask-on.help')}</p>}
        <button className="btn btn-outline-primary" name="intent" value="ask-on">
          {t('chat.reply.ask-on.send')}
        </button>
      </Form>
    </details>
  );
}

const actionOf = (right: Right) => ('code' in right ? '/replies' : '/assistant/handover');

function RightFields({ right, questionId }: { right: Right; questionId: string }) {
  return 'code' in right ? (
    <input type="hidden" name="code" value={right.code} />
  ) : (
    <>
      <input type="hidden" name="c" value={right.conversationId} />
      <input type="hidden" name="questionId" value={questionId} />
    </>
  );
}
