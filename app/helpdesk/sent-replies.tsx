import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { QuestionView } from '~/knowledge/helpdesk/get-question.server';

import { CitedText } from './cited-text';
import { showTime } from './show-time';

/** What was replied, with its clauses and what the asker thought of it; the way to an FAQ. */
export function SentReplies({ question }: { question: QuestionView }) {
  const { t } = useTranslation();
  const last = question.replies.at(-1);
  return (
    <>
      {question.state === 'closed' && (
        <p className="hq-note">
          <i className="bi bi-x-circle" aria-hidden="true" />
          <span>
            {t('questions.closed', {
              reason: question.closedReason ? t(`questions.close.${question.closedReason}`) : '',
            })}
          </span>
        </p>
      )}
      {question.replies.map((reply) => (
        <article key={reply.id} className="q-sent">
          <h3>{t('questions.sent')}</h3>
          <CitedText text={reply.text} citations={reply.citations} />
          <p className="hq-sm hq-muted">
            {[
              reply.department,
              reply.by,
              showTime(reply.at),
              reply.rating && t(`questions.rating.${reply.rating}`),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {reply.comment && <blockquote className="q-comment">{reply.comment}</blockquote>}
        </article>
      ))}
      {last && question.state !== 'waiting' && (
        <p className="q-adopt-link">
          {question.faqId ? (
            <Link to={`/desk/faqs/${question.faqId}`}>
              <i className="bi bi-patch-check" aria-hidden="true" /> {t('questions.adopted')}
            </Link>
          ) : (
            <Link className="btn btn-outline-primary btn-sm" to={`/desk/faqs/new?question=${question.id}`}>
              <i className="bi bi-patch-question" aria-hidden="true" /> {t('questions.adopt')}
            </Link>
          )}
        </p>
      )}
    </>
  );
}
