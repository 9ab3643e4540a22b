import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { factChanges, type ImportTally } from '~/knowledge/enterprises/imports/import-tally';

/** What an import changes, or did: rows and firms, facts by column, examples before and after. */
export function TallyView({
  tally,
  names,
  heading,
}: {
  tally: ImportTally;
  names: Readonly<Record<string, string>>;
  heading: string;
}) {
  const { t } = useTranslation();
  const figures = [
    ['rows', tally.rows],
    ['matched', tally.matched],
    ['added', tally.added],
    ['unknown', tally.unknown],
    ['repeated', tally.repeated],
    ['badRows', tally.badRows],
    ['badCells', tally.badCells],
    ['firmsTouched', tally.firmsTouched],
    ['conflicts', tally.conflicts],
  ] as const;
  return (
    <section className="hq-card" aria-label={heading}>
      <div className="hq-card-h">
        <h3>{heading}</h3>
      </div>
      <div className="hq-card-b stack">
        <dl className="fact-figures">
          {figures
            .filter(([name, n]) => n > 0 || name === 'rows' || name === 'matched' || name === 'firmsTouched')
            .map(([name, n]) => (
              <div key={name} data-figure={name}>
                <dt>{t(`factdesk.tally.${name}`)}</dt>
                <dd className="num">{n.toLocaleString()}</dd>
              </div>
            ))}
        </dl>
        <ScrollRegion className="fact-scroll" label={t('factdesk.tally.facts')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('factdesk.tally.fact')}</th>
                {factChanges.map((change) => (
                  <th key={change} scope="col" className="num">
                    {t(`factdesk.change.${change}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Object.entries(tally.byKey).map(([key, counts]) => (
                <tr key={key}>
                  <th scope="row">{names[key] ?? key}</th>
                  {factChanges.map((change) => (
                    <td key={change} className="num">
                      {counts[change].toLocaleString()}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        {tally.samples.length > 0 && (
          <details open>
            <summary>{t('factdesk.samples', { n: tally.samples.length })}</summary>
            <ScrollRegion className="fact-scroll" label={t('factdesk.samples', { n: tally.samples.length })}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col" className="num">
                      {t('factdesk.sample.row')}
                    </th>
                    <th scope="col">{t('factdesk.sample.firm')}</th>
                    <th scope="col">{t('factdesk.tally.fact')}</th>
                    <th scope="col" className="num">
                      {t('factdesk.sample.before')}
                    </th>
                    <th scope="col" className="num">
                      {t('factdesk.sample.after')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {tally.samples.map((sample) => (
                    <tr key={`${sample.row} ${sample.key} ${sample.period}`}>
                      <td className="num">{sample.row}</td>
                      <th scope="row">{sample.firm}</th>
                      <td>
                        {names[sample.key] ?? sample.key} <span className="hq-muted">{sample.period}</span>
                      </td>
                      <td className="num">
                        {sample.before === null ? (
                          '—'
                        ) : (
                          <del className="hq-muted">{plain(sample.before, t)}</del>
                        )}
                      </td>
                      <td className="num">{plain(sample.after, t)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          </details>
        )}
      </div>
    </section>
  );
}

/** A JSON value as people read it. */
function plain(json: string, t: TFunction): string {
  const value = JSON.parse(json) as string | number | boolean;
  if (typeof value === 'boolean') return t(value ? 'factdesk.sample.yes' : 'factdesk.sample.no');
  const text = String(value);
  return /^-?\d{4,}(\.\d+)?$/.test(text) ? text.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : text;
}
