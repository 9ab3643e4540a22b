import { useTranslation } from 'react-i18next';

import type { BatchPage } from '~/knowledge/policies/grants/get-batch.server';

import { yuanWords } from './grant-words';
import { useGrantLocale } from './use-grant-locale';

/** What the page gets of a batch: dates as the wire carries them. */
export type BatchShown = Omit<BatchPage, 'events'> & {
  events: (Omit<BatchPage['events'][number], 'at'> & { at: string | Date })[];
};

/** Firms and money, what is left of places and budget, and where the batch stands. */
export function BatchSummary({ batch }: { batch: BatchShown }) {
  const { t } = useTranslation();
  const locale = useGrantLocale();
  const { sums, progress, state, reason } = batch;
  if (state === 'listing')
    return (
      <section className="hq-card hq-card-b stack" aria-live="polite">
        <p>{t('grants.listing', { looked: progress.looked, firms: progress.firms })}</p>
        <progress
          className="fact-progress"
          aria-label={t('grants.batch-state.listing')}
          {...(progress.firms > 0 && { value: progress.looked, max: progress.firms })}
        />
      </section>
    );
  const isFinal = state === 'final';
  const figures: [name: string, value: string | number][] = [
    ['grants.listed', (isFinal ? sums.counts.granted : sums.counts.listed) ?? 0],
    ['grants.sum', yuanWords(isFinal ? sums.grantedYuan : sums.listedYuan, locale)],
    ['grants.left-out', (sums.counts['left-out'] ?? 0) + (sums.counts.excluded ?? 0)],
  ];
  if (sums.places !== null) figures.push(['grants.places', sums.places]);
  if (sums.budgetYuan !== null) figures.push(['grants.budget', yuanWords(sums.budgetYuan, locale)]);
  if (batch.closesOn !== null) figures.push(['grants.closes', batch.closesOn]);
  return (
    <section className="hq-card hq-card-b stack" aria-label={t('grants.sums')}>
      <dl className="fact-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{t(name === 'grants.listed' && isFinal ? 'grants.granted' : name)}</dt>
            <dd>{typeof value === 'number' ? value.toLocaleString() : value}</dd>
          </div>
        ))}
      </dl>
      {(sums.counts.objected ?? 0) > 0 && (
        <p className="hq-note hq-note-gap">{t('grants.objections-open', { n: sums.counts.objected })}</p>
      )}
      {reason && (
        <p className="hq-note hq-note-no">
          {t(state === 'cancelled' ? 'grants.cancelled' : 'grants.sent-back')}
          {['policy-withdrawn', 'invalid-rule'].includes(reason) ? t(`grants.cancelled.${reason}`) : reason}
        </p>
      )}
    </section>
  );
}
