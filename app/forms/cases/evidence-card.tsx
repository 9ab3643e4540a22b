import { Link } from '@remix-run/react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

import type { CheckSide, EvidenceCheck } from '~/forms/cases/compare-evidence';
import type { CaseEvidence } from '~/forms/cases/read-evidence.server';

const groups: readonly EvidenceCheck['group'][] = ['differs', 'not-met', 'unknown', 'declared', 'met'];

const results: Record<CheckSide['result'], [verdict: string, icon: string]> = {
  met: ['ok', 'bi-check-circle-fill'],
  'not-met': ['no', 'bi-x-circle-fill'],
  unknown: ['ask', 'bi-question-circle-fill'],
  declared: ['old', 'bi-pen'],
};

/** The policy's conditions on what was submitted and on what the registers hold: what differs stands first. */
export function EvidenceCard({ evidence }: { evidence: CaseEvidence | null }) {
  const { t } = useTranslation();
  if (!evidence) {
    return (
      <section className="hq-card hq-card-b" aria-labelledby="evidence-title">
        <h2 id="evidence-title">{t('evidence.title')}</h2>
        <p className="hq-muted hq-sm">{t('evidence.none')}</p>
      </section>
    );
  }
  const { checks, policyId, policyTitle, day } = evidence;
  return (
    <section className="hq-card" aria-labelledby="evidence-title">
      <div className="hq-card-h">
        <h2 id="evidence-title">{t('evidence.title')}</h2>
        <span className="hq-sm hq-muted fill-note">
          <Link to={`/policies/${policyId}`}>{policyTitle}</Link> · {t('evidence.day', { date: day })}
        </span>
      </div>
      <table className="ev">
        <thead>
          <tr>
            <th scope="col">{t('evidence.condition')}</th>
            <th scope="col">{t('evidence.submitted')}</th>
            <th scope="col">{t('evidence.registry')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => {
            const rows = checks.filter((check) => check.group === group);
            if (rows.length === 0) return null;
            return (
              <Fragment key={group}>
                <tr className="ev-group">
                  <th colSpan={3} scope="rowgroup">
                    {t(`evidence.group.${group}`, { n: rows.length })}
                  </th>
                </tr>
                {rows.map((check) => (
                  <tr key={check.id} className={group === 'differs' ? 'is-differs' : ''}>
                    <th scope="row" className="ev-label">
                      {check.label}
                      {check.expected && (
                        <span className="hq-prov ev-fact">
                          {t('evidence.expected', { expected: check.expected })}
                        </span>
                      )}
                    </th>
                    <td>
                      <Side side={check.submitted} />
                    </td>
                    <td>
                      <Side side={check.registry} />
                    </td>
                  </tr>
                ))}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Side({ side }: { side: CheckSide }) {
  const { t } = useTranslation();
  const [verdict, icon] = results[side.result];
  return (
    <>
      <span className={`hq-v hq-v-${verdict}`}>
        <i className={`bi ${icon}`} aria-hidden="true" />
        {t(`evidence.result.${side.result}`)}
      </span>
      {side.facts.map(({ key, label, text, source, observedAt }) => (
        <span key={`${key}${label}`} className="ev-fact">
          {label}：{text === null ? <span className="hq-muted">{t('evidence.unknown')}</span> : <b>{text}</b>}
          {source && (
            <span className="hq-prov ev-fact">
              {source}
              {observedAt && ` · ${observedAt}`}
            </span>
          )}
        </span>
      ))}
    </>
  );
}
