import { Link } from '@remix-run/react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

import { waterfall } from '~/knowledge/policies/push/campaigns/audience-tally';

import { ConfirmCount } from './confirm-count';
import type { CampaignPage } from './read-campaign-page.server';

/** 人群: the firms of the rule's verdict, who is left out and why, and who is told. */
export function AudienceCard({ page }: { page: CampaignPage }) {
  const { t } = useTranslation();
  const { campaign, policy, tally, other, hasLeft, asOf } = page;
  const bars = waterfall(tally).filter(
    ({ place, firms }) => place === 'all' || place === 'reached' || firms > 0,
  );
  const nameOf = (place: string) =>
    place === 'all' ? t(`campaign.audience.all.${campaign.audience}`) : t(`campaign.audience.${place}`);
  return (
    <section className="hq-card" aria-labelledby="push-audience">
      <div className="hq-card-h">
        <h2 id="push-audience">{t('campaign.audience')}</h2>
        <span className="hq-sm hq-muted">
          {t(hasLeft ? 'campaign.audience.was' : 'campaign.audience.by', {
            policy: policy.title,
            n: policy.version ?? '',
            time: hasLeft ? campaign.startedAt : asOf,
          })}
        </span>
        <Link className="hq-sm push-right" to={`/desk/policies/${campaign.policyId}`}>
          {t('campaign.rule')}
        </Link>
      </div>
      <div className="push-wf" data-reached={tally.reached}>
        {bars.map(({ place, firms, from, length }) => (
          <Fragment key={place}>
            {place === 'reached' && <hr />}
            <span className={place === 'reached' ? 'push-tot' : undefined}>{nameOf(place)}</span>
            <svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
              <rect x={from} y={0} width={length} height={20} className={`push-bar-${barOf(place)}`} />
            </svg>
            <b className={place === 'all' || place === 'reached' ? undefined : 'push-less'}>
              {place === 'all' || place === 'reached'
                ? t('campaign.firms', { n: firms.toLocaleString() })
                : `−${firms.toLocaleString()}`}
            </b>
          </Fragment>
        ))}
      </div>
      <details className="push-data">
        <summary>{t('insights.table')}</summary>
        <table className="table t">
          <thead>
            <tr>
              <th scope="col">{t('campaign.audience')}</th>
              <th scope="col" className="num">
                {t('campaign.firms.head')}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ place, firms }) => (
              <tr key={place}>
                <td>{nameOf(place)}</td>
                <td className="num">{firms}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      {!hasLeft && (
        <p className="push-foot hq-sm">
          {t(`campaign.other.${other.audience}`, { n: other.firms.toLocaleString() })}{' '}
          <ConfirmCount campaignId={campaign.id} />
        </p>
      )}
    </section>
  );
}

const barOf = (place: string) => (place === 'all' ? 'all' : place === 'reached' ? 'reached' : 'less');
