import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { PolicyPage } from '~/app/policies/get-policy-page.server';

/** 办事要点: the five elements and the window, then materials and steps. */
export function GuideSection({ page }: { page: PolicyPage }) {
  const { t } = useTranslation();
  const { guide, verdict, materials, how, notes } = page;
  const { window } = verdict;
  const element = (name: string, icon: string, words: ReactNode, place = '') => (
    <div className={place}>
      <dt>
        <i className={`bi ${icon}`} aria-hidden="true" />
        {t(`policies.guide.${name}`)}
      </dt>
      <dd>{words}</dd>
    </div>
  );
  const list = (items: readonly string[]) => (
    <ul className="guide-list">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
  return (
    <section className="hq-card" aria-labelledby="guide">
      <div className="hq-card-h">
        <h2 id="guide">{t('policies.guide')}</h2>
        <span className="hq-sm hq-muted card-link">{t(`policies.channel.${page.row.channel}`)}</span>
      </div>
      <dl className="five">
        {element('audience', 'bi-people', guide.audience, 'full')}
        {element('conditions', 'bi-list-check', guide.conditions, 'full')}
        {element('time-limit', 'bi-hourglass-split', guide.timeLimit)}
        {element(
          'window',
          'bi-calendar-event',
          window.state === 'always' ? (
            t('policies.window.always')
          ) : (
            <>
              {t('policies.window.range', { opens: window.opens, closes: window.closes })}
              {window.state === 'open' && (
                <b className="soon">{t('policies.window.left', { n: window.daysLeft })}</b>
              )}
              {window.state === 'closed' && t('policies.window.closed')}
              {window.state === 'not-yet' && t('policies.window.not-yet')}
            </>
          ),
          'r',
        )}
        {element('address', 'bi-geo-alt', guide.address)}
        {element('phone', 'bi-telephone', guide.phone, 'r')}
        {materials.length > 0 && element('materials', 'bi-folder2-open', list(materials), 'full')}
        {how.length > 0 && element('how', 'bi-signpost', list(how), 'full')}
        {notes.length > 0 && element('notes', 'bi-info-circle', list(notes), 'full')}
      </dl>
    </section>
  );
}
