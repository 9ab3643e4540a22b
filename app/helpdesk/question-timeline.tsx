import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { QuestionView, TimelineItem } from '~/knowledge/helpdesk/get-question.server';

import { showTime } from './show-time';

const icons: Partial<Record<TimelineItem['kind'], string>> = {
  'handed-over': 'bi-headset',
  transferred: 'bi-arrow-left-right',
  note: 'bi-lock',
  replied: 'bi-send',
  'follow-up': 'bi-chat-left-dots',
  reopened: 'bi-arrow-counterclockwise',
  closed: 'bi-x-circle',
  due: 'bi-alarm',
  overdue: 'bi-exclamation-octagon',
  adopted: 'bi-patch-question',
  rated: 'bi-star',
};

/** 处理记录: everything that happened, in order; nothing is ever taken out. */
export function QuestionTimeline({ question }: { question: QuestionView }) {
  const { t } = useTranslation();
  return (
    <section className="q-log" aria-labelledby="timeline">
      <h3 id="timeline">{t('questions.timeline')}</h3>
      <ol className="plain">
        {question.timeline.map((item) => (
          <li key={item.number} data-kind={item.kind}>
            <i className={`bi ${icons[item.kind] ?? 'bi-dot'}`} aria-hidden="true" />
            <div>
              <span>{wordsOf(item)}</span>
              {item.detail.text && item.kind !== 'follow-up' && (
                <p className="q-log-text">{item.detail.text}</p>
              )}
              {item.detail.facts && item.detail.facts.length > 0 && (
                <p className="hq-xs hq-muted">
                  {t('questions.log.facts', { facts: item.detail.facts.join('、') })}
                </p>
              )}
              <span className="hq-xs hq-muted">
                {[item.by, showTime(item.at)].filter(Boolean).join(' · ')}
                {item.detail.faqId && (
                  <>
                    {' '}
                    <Link to={`/desk/faqs/${item.detail.faqId}`}>{t('questions.log.faq')}</Link>
                  </>
                )}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );

  function wordsOf(item: TimelineItem): string {
    const { detail } = item;
    const params = {
      to: item.to ?? '',
      date: detail.dueOn ?? '',
      reason: detail.reason ? t(`questions.close.${detail.reason}`) : '',
      rating: detail.rating ? t(`questions.rating.${detail.rating}`) : '',
    };
    return t(`questions.log.${item.kind}`, params);
  }
}
