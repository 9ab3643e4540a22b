import { useTranslation } from 'react-i18next';

import type { FormChange } from '~/forms/definition/compare-form-versions';
import type { FormFinding } from '~/forms/definition/form-finding';

import { describeChange } from '~/forms/words/describe-change';

import { showInstant } from '../cases/show-instant';
import { ChangeList, kindOf } from '../versions/change-list';

export interface VersionItem {
  versionId: string;
  number: number;
  state: string;
  publishedAt: Date | null;
  updatedAt: Date;
  submissions: number;
  openDrafts: number;
}

/** What stands in the way of publishing, each with what to do. */
export function FindingList({
  findings,
  onEdit,
}: {
  findings: readonly FormFinding[];
  onEdit: (key: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="findings-title">
      <div className="hq-card-h">
        <h2 id="findings-title">{t('builder.checks')}</h2>
        <span className="hq-sm hq-muted fill-note">{t('builder.checks-n', { n: findings.length })}</span>
      </div>
      <ul className="check rail-list">
        {findings.length === 0 && (
          <li>
            <i className="bi bi-check-circle-fill c-ok" aria-hidden="true" />
            <span>{t('builder.checks-none')}</span>
          </li>
        )}
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.path}`}>
            <i
              className={`bi ${finding.severity === 'warning' ? 'bi-exclamation-circle c-gap' : 'bi-x-circle-fill c-no'}`}
              aria-hidden="true"
            />
            <span>
              {t(`forms.lint.${finding.code}`, {
                ...finding.params,
                label: finding.label ?? finding.key ?? '',
              })}
            </span>
            {finding.key && (
              <button type="button" className="btn btn-link btn-sm" onClick={() => onEdit(finding.key ?? '')}>
                {t('builder.fix')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What would change for applicants. */
export function DifferenceList({
  changes,
  facts,
  against,
}: {
  changes: readonly FormChange[];
  facts: readonly { key: string; label: string }[];
  against: number;
}) {
  const { t } = useTranslation();
  const labels = new Map(facts.map(({ key, label }) => [key, label]));
  const lines = changes.map((change) => ({
    kind: kindOf(change),
    text: describeChange(
      change,
      (key, params) => t(key, params ?? {}),
      (key) => labels.get(key) ?? key,
    ),
    look: change.effect === 'look',
  }));
  return (
    <section className="hq-card" aria-labelledby="difference-title">
      <div className="hq-card-h">
        <h2 id="difference-title">{t('builder.difference', { n: against })}</h2>
      </div>
      <ChangeList changes={lines} />
    </section>
  );
}

/** The versions, newest first; each can be looked at. */
export function VersionList({ versions, formId }: { versions: readonly VersionItem[]; formId: string }) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="versions-title">
      <div className="hq-card-h">
        <h2 id="versions-title">{t('builder.versions')}</h2>
        <a className="hq-sm fill-note" href={`/desk/forms/${formId}/versions`}>
          {t('versions.all')}
        </a>
      </div>
      <ul className="plain rail-list">
        {versions.map((version) => (
          <li key={version.versionId} className="version">
            <a
              href={`/desk/forms/${formId}/preview?version=${version.versionId}`}
              target="_blank"
              rel="noreferrer"
            >
              {t('builder.version', { n: version.number })}
            </a>
            <span className="tag">{t(`builder.state.${version.state}`)}</span>
            <span className="hq-prov">
              {showInstant(version.publishedAt ?? version.updatedAt)} ·{' '}
              {t('builder.version-use', { submissions: version.submissions, drafts: version.openDrafts })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
