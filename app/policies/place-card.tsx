import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { PolicyPage } from './get-policy-page.server';

interface PlaceCardProps {
  policyId: string;
  quota: NonNullable<PolicyPage['quota']>;
  place: PolicyPage['place'];
}

/** 名额: how many are left for this firm, or the line for them: where it stands in it, joining and leaving. */
export function PlaceCard({ policyId, quota, place }: PlaceCardProps) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="places">
      <div className="hq-card-h">
        <h2 id="places">{t('line.title')}</h2>
      </div>
      <div className="hq-card-b stack place-card">
        <p>{t(wordOf(quota, place), { ...quota, ...place, date: place?.until })}</p>
        {place === null && quota.free === 0 && (
          <Link to={`/sign-in?next=${encodeURIComponent(`/policies/${policyId}`)}`}>{t('line.sign-in')}</Link>
        )}
        {place?.isHeld && <Link to="/my/applications">{t('line.to-case')}</Link>}
        {place?.mayJoin && <Join policyId={policyId} place={place} />}
        {place && place.place !== null && <Leave policyId={policyId} place={place} />}
      </div>
    </section>
  );
}

function wordOf(quota: PlaceCardProps['quota'], place: PlaceCardProps['place']): string {
  if (place?.isHeld) return 'line.held';
  if (place && place.place !== null)
    return place.until !== null ? 'line.kept' : place.isFree ? 'line.free-soon' : 'line.place';
  return quota.free > 0 ? `policy.quota.left.${quota.per}` : 'line.full';
}

type Place = NonNullable<PolicyPage['place']>;

function Join({ policyId, place }: { policyId: string; place: Place }) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <Form method="post" action="/my/lines" className="stack" preventScrollReset>
      <input type="hidden" name="policyId" value={policyId} />
      <input type="hidden" name="enterpriseId" value={place.enterpriseId} />
      <button className="btn btn-outline-primary rail-button" name="intent" value="join" disabled={isBusy}>
        {t('line.join')}
      </button>
      <p className="hq-sm hq-muted">
        {t('line.join.help', { ...place })} {place.nextOn && t('line.next', { date: place.nextOn })}
      </p>
    </Form>
  );
}

function Leave({ policyId, place }: { policyId: string; place: Place }) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <details>
      <summary>{t('line.leave')}</summary>
      <Form method="post" action="/my/lines" className="stack" preventScrollReset>
        <input type="hidden" name="policyId" value={policyId} />
        <input type="hidden" name="enterpriseId" value={place.enterpriseId} />
        <p className="hq-sm">{t('line.leave.help')}</p>
        <div>
          <button className="btn btn-outline-primary" name="intent" value="leave" disabled={isBusy}>
            {t('line.leave.confirm')}
          </button>
        </div>
      </Form>
    </details>
  );
}
