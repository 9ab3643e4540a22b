import { useTranslation } from 'react-i18next';

/** Drafts that a new version touches; no firm is named. */
export interface TouchedDrafts {
  total: number;
  safe: number;
  waitingN: number;
  lookedAt: number;
  waiting: { begunAt: string; savedAt: string; onNumber: number; look: string[] }[];
}

export interface TouchedCases {
  total: number;
  shown: { caseId: string; number: string; state: string; onNumber: number | null }[];
}

export interface DryRunShown {
  fields: number;
  firms: { name: string; filled: number; share: number }[];
  neverFilled: { path: string; label: string; fact: string }[];
  unfit: { path: string; label: string; firm: string; value: string }[];
}

/** Whom the version touches: drafts that are carried over or wait, cases that keep theirs. */
export function TouchedCard({ drafts, cases }: { drafts: TouchedDrafts; cases: TouchedCases }) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="touched-title">
      <div className="hq-card-h">
        <h2 id="touched-title">{t('versions.touched')}</h2>
      </div>
      <div className="hq-card-b stack">
        <p>
          {t('versions.drafts', { n: drafts.total })}
          {drafts.total > 0 &&
            ` ${t('versions.drafts-how', { safe: drafts.safe, waiting: drafts.waitingN })}`}
          {drafts.total > drafts.lookedAt && ` ${t('versions.drafts-part', { n: drafts.lookedAt })}`}
        </p>
        {drafts.waiting.length > 0 && (
          <details>
            <summary>{t('versions.drafts-list', { n: drafts.waiting.length })}</summary>
            <ul className="plain versions-list">
              {drafts.waiting.map(({ begunAt, savedAt, onNumber, look }, index) => (
                <li key={index}>
                  <b>{t('versions.draft', { begun: begunAt, saved: savedAt, n: onNumber })}</b>
                  <span className="versions-block">{look.join('；')}</span>
                </li>
              ))}
            </ul>
            <p className="hq-prov">{t('versions.drafts-unnamed')}</p>
          </details>
        )}
        <p>{t('versions.cases', { n: cases.total })}</p>
        {cases.shown.length > 0 && (
          <details>
            <summary>{t('versions.cases-list', { n: cases.shown.length })}</summary>
            <ul className="plain versions-list">
              {cases.shown.map(({ caseId, number, state, onNumber }) => (
                <li key={caseId}>
                  {number} · {t(`case.state.${state}`)}
                  {onNumber !== null && ` · v${onNumber}`}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}

/** 预填试跑: how much of the form the sample firms would find filled in. */
export function DryRunCard({ dryRun }: { dryRun: DryRunShown }) {
  const { t } = useTranslation();
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return (
    <section className="hq-card" aria-labelledby="dry-run-title">
      <div className="hq-card-h">
        <h2 id="dry-run-title">{t('versions.dry-run')}</h2>
        <span className="hq-sm hq-muted fill-note">{t('versions.dry-run-fields', { n: dryRun.fields })}</span>
      </div>
      {dryRun.firms.length === 0 ? (
        <p className="hq-card-b hq-muted">{t('versions.dry-run-none')}</p>
      ) : (
        <table className="table versions-table">
          <thead>
            <tr>
              <th scope="col">{t('versions.dry-run-firm')}</th>
              <th scope="col" className="num-col">
                {t('versions.dry-run-filled')}
              </th>
            </tr>
          </thead>
          <tbody>
            {dryRun.firms.map(({ name, filled, share }) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="num-col">
                  {filled} / {dryRun.fields} · {percent(share)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="hq-card-b stack">
        {dryRun.neverFilled.length > 0 && (
          <div>
            <b>{t('versions.never-filled')}</b>
            <ul className="versions-list">
              {dryRun.neverFilled.map(({ path, label, fact }) => (
                <li key={path}>{t('versions.never-filled-one', { label, fact })}</li>
              ))}
            </ul>
          </div>
        )}
        {dryRun.unfit.length > 0 && (
          <div>
            <b>{t('versions.unfit')}</b>
            <ul className="versions-list">
              {dryRun.unfit.map(({ path, label, firm, value }) => (
                <li key={`${path} ${firm}`}>{t('versions.unfit-one', { label, firm, value })}</li>
              ))}
            </ul>
          </div>
        )}
        {dryRun.firms.length > 0 && dryRun.neverFilled.length + dryRun.unfit.length === 0 && (
          <p>
            <i className="bi bi-check-circle-fill c-ok" aria-hidden="true" /> {t('versions.dry-run-clean')}
          </p>
        )}
      </div>
    </section>
  );
}
