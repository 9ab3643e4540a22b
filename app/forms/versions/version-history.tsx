import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ChangeList, type ChangeLine } from './change-list';

/** A version in the history: the shape that `showVersions` gives. */
export interface HistoryRow {
  versionId: string;
  number: number;
  state: string;
  restoredFrom: number | null;
  publishedBy: string | null;
  proposedBy: string | null;
  publishedAt: string | null;
  changedAt: string;
  submissions: number;
  openDrafts: number;
  reasons: number;
}

/** What an earlier version has differently from the live one. */
export function DifferenceFromLive({
  number,
  changes,
  live,
}: {
  number: number;
  changes: readonly ChangeLine[];
  live: number;
}) {
  const { t } = useTranslation();
  return (
    <section className="hq-card versions-gap" aria-labelledby="compared-title" id="compared">
      <div className="hq-card-h">
        <h2 id="compared-title">{t('versions.compared', { n: number, live })}</h2>
      </div>
      <ChangeList changes={changes} />
    </section>
  );
}

/** Every version there was, newest first, with who stood for it; an earlier one comes back with one press. */
export function VersionHistory({
  formId,
  history,
  live,
  mayDesign,
}: {
  formId: string;
  history: readonly HistoryRow[];
  live: number | null;
  mayDesign: boolean;
}) {
  const { t } = useTranslation();
  return (
    <section className="hq-card versions-gap case-table" aria-labelledby="history-title">
      <div className="hq-card-h">
        <h2 id="history-title">{t('builder.versions')}</h2>
      </div>
      <table className="table versions-table">
        <thead>
          <tr>
            <th scope="col">{t('versions.column.version')}</th>
            <th scope="col">{t('versions.column.who')}</th>
            <th scope="col" className="num-col">
              {t('builder.column.submissions')}
            </th>
            <th scope="col" className="num-col">
              {t('versions.column.drafts')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('versions.column.deeds')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {history.map((row) => (
            <HistoryLine key={row.versionId} row={row} formId={formId} live={live} mayDesign={mayDesign} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HistoryLine({
  row,
  formId,
  live,
  mayDesign,
}: {
  row: HistoryRow;
  formId: string;
  live: number | null;
  mayDesign: boolean;
}) {
  const { t } = useTranslation();
  const isEarlier = row.state === 'retired';
  return (
    <tr>
      <td>
        <b>v{row.number}</b>{' '}
        <span className={row.state === 'published' ? 'tag tag-b' : 'tag'}>
          {t(`versions.state.${row.state}`)}
        </span>
        {row.restoredFrom !== null && (
          <span className="hq-prov"> {t('versions.restored', { n: row.restoredFrom })}</span>
        )}
      </td>
      <td>
        {row.publishedAt
          ? t(
              row.proposedBy
                ? 'versions.by-two'
                : row.publishedBy
                  ? 'versions.by-one'
                  : 'versions.by-platform',
              {
                at: row.publishedAt,
                proposed: row.proposedBy,
                published: row.publishedBy,
              },
            )
          : t('versions.changed-at', { at: row.changedAt })}
        {row.reasons > 0 && (
          <span className="hq-prov versions-block">{t('versions.with-reasons', { n: row.reasons })}</span>
        )}
      </td>
      <td className="num-col" data-label={t('builder.column.submissions')}>
        {row.submissions}
      </td>
      <td className="num-col" data-label={t('versions.column.drafts')}>
        {row.openDrafts}
      </td>
      <td className="versions-deeds">
        <a href={`/desk/forms/${formId}/preview?version=${row.versionId}`} target="_blank" rel="noreferrer">
          {t('builder.preview')}
          <span className="visually-hidden"> v{row.number}</span>
        </a>
        {isEarlier && live !== null && (
          <Link to={`?compare=${row.number}#compared`} preventScrollReset={false}>
            {t('versions.compare')}
            <span className="visually-hidden"> v{row.number}</span>
          </Link>
        )}
        {isEarlier && mayDesign && (
          <details>
            <summary>
              {t('versions.roll-back')}
              <span className="visually-hidden"> v{row.number}</span>
            </summary>
            <Form method="post" className="stack">
              <p>{t('versions.roll-back-what', { n: row.number })}</p>
              <input type="hidden" name="intent" value="roll-back" />
              <input type="hidden" name="number" value={row.number} />
              <button className="btn btn-primary btn-sm">
                {t('versions.roll-back-do', { n: row.number })}
              </button>
            </Form>
          </details>
        )}
      </td>
    </tr>
  );
}
