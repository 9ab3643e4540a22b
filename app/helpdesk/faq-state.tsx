import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { FaqItem } from '~/knowledge/helpdesk/list-faqs.server';

/** Where an FAQ stands: answering, at the gate, flagged, due, retired. */
export function FaqState({ faq }: { faq: Pick<FaqItem, 'state' | 'isDue' | 'flags' | 'change'> }) {
  const { t } = useTranslation();
  const isWaiting = faq.change !== null && ['waiting', 'running'].includes(faq.change.state);
  const isHeld = faq.change !== null && ['failed', 'passed', 'rejected'].includes(faq.change.state);
  return (
    <span className="faq-state">
      <span className={`tag faq-${faq.state}`}>{t(`faqs.state.${faq.state}`)}</span>
      {faq.isDue && <span className="tag faq-needs-review">{t('faqs.state.due')}</span>}
      {isWaiting && <span className="tag">{t('faqs.change.waiting')}</span>}
      {isHeld && faq.change && (
        <Link className="tag faq-needs-review" to={`/desk/changes/${faq.change.id}`}>
          {t('faqs.change.failed')}
        </Link>
      )}
    </span>
  );
}

/** Why an FAQ no longer answers: which of its sources ended and when. */
export function FaqFlags({ flags }: { flags: FaqItem['flags'] }) {
  const { t } = useTranslation();
  if (flags.length === 0) return null;
  return (
    <ul className="plain hq-sm faq-flags">
      {flags.map(({ documentId, title, ended, on }) => (
        <li key={documentId}>
          <i className="bi bi-exclamation-triangle-fill" aria-hidden="true" />{' '}
          <Link to={`/documents/${documentId}`}>《{title}》</Link>{' '}
          {t(`faqs.ended.${ended}`, { date: on ?? '' })}
        </li>
      ))}
    </ul>
  );
}
