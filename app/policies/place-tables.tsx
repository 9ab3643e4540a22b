import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import type { DeskWaiter, TakenPlace } from '~/knowledge/policies/quota/list-policy-places.server';

/** The line in order, then those who stood in it. */
export function LineTable({ waiters }: { waiters: readonly DeskWaiter[] }) {
  const { t } = useTranslation();
  if (waiters.length === 0)
    return (
      <div className="hq-empty">
        <i className="bi bi-people" aria-hidden="true" />
        <span>{t('places.nobody')}</span>
      </div>
    );
  const inOrder = [...waiters].sort((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity));
  return (
    <ScrollRegion label={t('places.line')} className="fact-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('places.place')}</th>
            <th scope="col">{t('places.firm')}</th>
            <th scope="col">{t('places.joined')}</th>
            <th scope="col">{t('places.state')}</th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map((waiter) => (
            <tr key={waiter.id}>
              <td>{waiter.place ?? '–'}</td>
              <th scope="row">
                {waiter.name} <span className="hq-sm hq-muted">{waiter.creditCode}</span>
              </th>
              <td className="nowrap">{waiter.joinedOn}</td>
              <td>{t(wordOf(waiter), { date: waiter.place === null ? waiter.endedOn : waiter.until })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** An offer whose day has passed stands in the line no more, whether or not that was written down. */
function wordOf({ place, state }: DeskWaiter): string {
  if (place !== null) return `places.state.${state}`;
  return state === 'offered' ? 'places.state.lapsed-now' : `places.state.${state}`;
}

/** Who holds the places, each with its case. */
export function TakenTable({ taken }: { taken: readonly TakenPlace[] }) {
  const { t } = useTranslation();
  if (taken.length === 0)
    return (
      <div className="hq-empty">
        <i className="bi bi-inbox" aria-hidden="true" />
        <span>{t('places.none-taken')}</span>
      </div>
    );
  return (
    <ScrollRegion label={t('places.taken')} className="fact-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('places.number')}</th>
            <th scope="col">{t('places.firm')}</th>
            <th scope="col">{t('places.taken-on')}</th>
            <th scope="col">{t('places.case')}</th>
          </tr>
        </thead>
        <tbody>
          {taken.map((slot) => (
            <tr key={slot.number}>
              <td>{slot.number}</td>
              <th scope="row">
                {slot.name} <span className="hq-sm hq-muted">{slot.creditCode}</span>
              </th>
              <td className="nowrap">{slot.takenOn}</td>
              <td>
                {slot.case === null ? (
                  t('places.by-grant')
                ) : slot.case.id === null ? (
                  slot.case.number
                ) : (
                  <Link to={`/desk/cases/${slot.case.id}`}>{slot.case.number}</Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
