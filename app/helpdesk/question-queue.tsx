import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { questionPath, type QuestionsPage } from './desk-page';
import { DueMark } from './due-mark';
import { showTime } from './show-time';

/** The queue of a tab: who, what, why, and how much time is left. */
export function QuestionQueue({ page }: { page: QuestionsPage }) {
  const { t } = useTranslation();
  const { tab, items, mine, question, total } = page;
  return (
    <section className="q" aria-label={t('questions.queue')}>
      <div className="fl">
        <span className="hq-sm hq-muted">
          {t(tab === 'replied' ? 'questions.by-date' : 'questions.by-time')}
        </span>
        {tab !== 'waiting' && (
          <Link className="hq-sm q-mine" to={questionPath(tab, { mine: !mine })}>
            {t(mine ? 'questions.all' : 'questions.mine')}
          </Link>
        )}
      </div>
      {items.map((item) => (
        <Link
          key={item.id}
          className={item.id === question?.id ? 'qi on' : 'qi'}
          to={questionPath(tab, { id: item.id, mine })}
          {...(item.id === question?.id && { 'aria-current': 'true' })}
        >
          <span className="l1">
            <b>{item.who ?? t('questions.anonymous')}</b>
            <span>{showTime(item.createdAt)}</span>
          </span>
          <span className="qi-q">{item.question}</span>
          <span className="l3">
            <span className="tag">
              {item.state === 'closed' ? t('questions.state.closed') : t(`questions.reason.${item.reason}`)}
            </span>
            {tab === 'claimed' && item.claimedBy && <span className="hq-xs hq-muted">{item.claimedBy}</span>}
            {item.due && <DueMark due={item.due} workDaysLeft={item.workDaysLeft ?? 0} />}
          </span>
        </Link>
      ))}
      {items.length === 0 && (
        <p className="hq-empty">
          <i className="bi bi-inbox" aria-hidden="true" />
          {t('questions.empty')}
        </p>
      )}
      {total > items.length && (
        <Link className="qi q-more" to={questionPath(tab, { mine, view: 'queue', limit: items.length + 50 })}>
          {t('questions.more', { n: Math.min(50, total - items.length) })}
        </Link>
      )}
    </section>
  );
}
