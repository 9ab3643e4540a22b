import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { FirmLine } from '~/knowledge/policies/quota/read-firm-place.server';

/** The lines in which the firm stands, each with the way to its policy; nothing where it stands in none. */
export function FirmLines({ lines }: { lines: readonly FirmLine[] }) {
  const { t, i18n } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <section className="hq-card" aria-labelledby="lines-title">
      <div className="hq-card-h">
        <h2 id="lines-title">{t('line.mine')}</h2>
      </div>
      <ul className="plain">
        {lines.map(({ policyId, title, titleEn, place, until }) => (
          <li key={policyId} className="application">
            <div>
              <Link to={`/policies/${policyId}#places`}>
                <b>{i18n.language === 'en' ? (titleEn ?? title) : title}</b>
              </Link>
              <p className="hq-prov">
                {until === null ? t('line.mine.place', { place }) : t('line.mine.kept', { date: until })}
              </p>
            </div>
            <span className={until === null ? 'tag' : 'tag tag-b'}>
              {t(until === null ? 'line.state.waiting' : 'line.state.offered')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
