import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import type { BatchLine } from '~/knowledge/policies/grants/list-batches.server';

import { yuanWords } from './grant-words';
import { useGrantLocale } from './use-grant-locale';

/** Batches with their state, firms, money and last day for objections. */
export function BatchTable({ batches, withPolicy }: { batches: readonly BatchLine[]; withPolicy: boolean }) {
  const { t } = useTranslation();
  const locale = useGrantLocale();
  return (
    <ScrollRegion label={t('grants.batches')} className="fact-scroll">
      <table className="table grant-table">
        <thead>
          <tr>
            <th scope="col">{t('grants.number')}</th>
            {withPolicy && <th scope="col">{t('grants.policy')}</th>}
            <th scope="col">{t('grants.state')}</th>
            <th scope="col" className="num">
              {t('grants.firms')}
            </th>
            <th scope="col" className="num">
              {t('grants.amount')}
            </th>
            <th scope="col">{t('grants.closes')}</th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <tr key={batch.id}>
              <th scope="row">
                <Link to={`/desk/grants/${batch.id}`}>{batch.number}</Link>
              </th>
              {withPolicy && <td>{locale === 'en' ? (batch.titleEn ?? batch.title) : batch.title}</td>}
              <td>
                <span className="tag tag-b">{t(`grants.batch-state.${batch.state}`)}</span>
                {batch.objected > 0 && (
                  <span className="hq-sm grant-open">{t('grants.objected-n', { n: batch.objected })}</span>
                )}
              </td>
              <td className="num">{batch.firms.toLocaleString()}</td>
              <td className="num">{yuanWords(batch.yuan, locale)}</td>
              <td>{batch.closesOn ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
