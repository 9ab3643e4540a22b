import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';

import { compareDrafts } from './compare-drafts';
import type { PolicyEditorProps } from './editor-props';

interface VersionsProps {
  versions: PolicyEditorProps['versions'];
  base: PolicyEditorProps['base'];
  content: PolicyDraft;
  mayWrite: boolean;
  deed: (body: object) => Promise<string[]>;
}

/** 版本: what was in force when, what the draft changes, and the way back. */
export function VersionsTab({ versions, base, content, mayWrite, deed }: VersionsProps) {
  const { t } = useTranslation();
  const [problems, setProblems] = useState<string[]>([]);
  const [isAsked, setAsked] = useState(false);
  const newest = versions.find(({ state }) => state === 'published');
  const differences = base ? compareDrafts(base.content, content) : [];
  return (
    <>
      <section className="hq-card" aria-labelledby="versions-title">
        <div className="hq-card-h">
          <h2 id="versions-title">{t('rules.versions')}</h2>
        </div>
        <div className="pd-scroll">
          <table className="table t">
            <thead>
              <tr>
                {['version', 'state', 'force', 'people'].map((head) => (
                  <th key={head} scope="col">
                    {t(`rules.versions.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {versions.map((version) => (
                <tr key={version.number}>
                  <td>v{version.number}</td>
                  <td>{t(version.inForce ? 'rules.state.in-force' : `rules.state.${version.state}`)}</td>
                  <td className="nowrap">
                    {version.effectiveFrom} – {version.expiresOn ?? t('rules.versions.open-end')}
                  </td>
                  <td>
                    {[
                      version.proposedBy && t('rules.versions.proposed', { name: version.proposedBy }),
                      version.publishedBy && t('rules.versions.approved', { name: version.publishedBy }),
                    ]
                      .filter(Boolean)
                      .join('，') || '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {mayWrite && newest && (
          <div className="hq-card-b">
            {isAsked ? (
              <div className="hq-note hq-note-gap" role="alert">
                <span className="grow">{t('rules.roll-back.sure', { n: newest.number })}</span>
                <button
                  type="button"
                  className="btn btn-primary btn-sm"
                  onClick={() =>
                    void deed({ intent: 'roll-back', number: newest.number })
                      .then((found) => {
                        setProblems(found);
                        setAsked(false);
                      })
                      .catch((error: unknown) => reportError(error))
                  }
                >
                  {t('rules.roll-back.do')}
                </button>
                <button
                  type="button"
                  className="btn btn-outline-primary btn-sm"
                  onClick={() => setAsked(false)}
                >
                  {t('rules.roll-back.no')}
                </button>
              </div>
            ) : (
              <button type="button" className="btn btn-outline-primary btn-sm" onClick={() => setAsked(true)}>
                <i className="bi bi-arrow-counterclockwise" aria-hidden="true" />{' '}
                {t('rules.roll-back', { n: newest.number })}
              </button>
            )}
            {problems.length > 0 && (
              <p className="hq-note hq-note-no" role="alert">
                {problems.join('；')}
              </p>
            )}
          </div>
        )}
      </section>
      {base && (
        <section className="hq-card" aria-labelledby="differences-title">
          <div className="hq-card-h">
            <h2 id="differences-title">{t('rules.differences', { n: base.number })}</h2>
          </div>
          <div className="hq-card-b">
            {differences.length === 0 && <p className="hq-sm hq-muted">{t('rules.differences.none')}</p>}
            <ul className="plain pd-differences">
              {differences.map(({ place, before, after }) => (
                <li key={place}>
                  <code className="hq-xs">{place}</code>
                  {before !== undefined && <del>{before}</del>}
                  {after !== undefined && <ins>{after}</ins>}
                </li>
              ))}
            </ul>
          </div>
        </section>
      )}
    </>
  );
}
