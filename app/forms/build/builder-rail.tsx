import { useTranslation } from 'react-i18next';

import type { FormComparison } from '~/forms/definition/compare-form-versions';
import type { FormFinding } from '~/forms/definition/lint-form';

import { showInstant } from '../cases/show-instant';
import type { BindingSuggestion } from './suggest-bindings';

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

/** 少填: fields that firms fill in although a department holds the value. */
export function SuggestionList({
  suggestions,
  onBind,
}: {
  suggestions: readonly BindingSuggestion[];
  onBind: (key: string, fact: string) => void;
}) {
  const { t } = useTranslation();
  if (suggestions.length === 0) return null;
  return (
    <section className="hq-card" aria-labelledby="suggestions-title">
      <div className="hq-card-h">
        <h2 id="suggestions-title">{t('builder.less')}</h2>
        <span className="hq-sm hq-muted fill-note">{t('builder.less-n', { n: suggestions.length })}</span>
      </div>
      <ul className="check rail-list">
        {suggestions.map(({ key, label, fact }) => (
          <li key={key}>
            <i className="bi bi-lightbulb c-gap" aria-hidden="true" />
            <span>
              {label}
              <br />
              <span className="hq-prov">
                {fact.source} · {fact.label}
              </span>
            </span>
            <button
              type="button"
              className="btn btn-link btn-sm"
              aria-label={t('builder.bind-field', { field: label })}
              onClick={() => onBind(key, fact.key)}
            >
              {t('builder.bind')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What would change for applicants. */
export function DifferenceList({ comparison, against }: { comparison: FormComparison; against: number }) {
  const { t } = useTranslation();
  const { added, removed, changed } = comparison;
  return (
    <section className="hq-card" aria-labelledby="difference-title">
      <div className="hq-card-h">
        <h2 id="difference-title">{t('builder.difference', { n: against })}</h2>
      </div>
      <Differences added={added} removed={removed} changed={changed} />
    </section>
  );
}

/** The lines of a difference, also in the publishing dialog. */
export function Differences({ added, removed, changed }: FormComparison) {
  const { t } = useTranslation();
  if (added.length + removed.length + changed.length === 0)
    return <p className="hq-card-b hq-muted">{t('builder.no-difference')}</p>;
  return (
    <ul className="plain differences">
      {added.map(({ path, label }) => (
        <li key={`+${path}`}>
          <span className="k a" aria-hidden="true">
            +
          </span>
          {t('builder.added', { field: label })}
        </li>
      ))}
      {removed.map(({ path, label }) => (
        <li key={`-${path}`}>
          <span className="k d" aria-hidden="true">
            −
          </span>
          {t('builder.removed', { field: label })}
        </li>
      ))}
      {changed.map(({ path, label, properties }) => (
        <li key={`~${path}`}>
          <span className="k m" aria-hidden="true">
            ~
          </span>
          {t('builder.changed', {
            field: label,
            what: properties.map((name) => t(`builder.property.${name}`, { defaultValue: name })).join('、'),
          })}
        </li>
      ))}
    </ul>
  );
}

/** The versions, newest first; each can be looked at. */
export function VersionList({ versions, formId }: { versions: readonly VersionItem[]; formId: string }) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="versions-title">
      <div className="hq-card-h">
        <h2 id="versions-title">{t('builder.versions')}</h2>
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
