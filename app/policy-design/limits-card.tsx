import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { PolicyFinding } from '~/knowledge/policies/design/lint-policy';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import { defaultOfferDays, mostOfferDays } from '~/knowledge/policies/quota/waiting-line';
import type { PolicySource, YearlyLimit } from '~/knowledge/policies/policy-content';

import { Choice } from './elements-tab';
import { NamedSum, SourceChoice } from './limit-fields';

type Quota = NonNullable<PolicyDraft['quota']>;
type SetContent = (change: (old: PolicyDraft) => PolicyDraft, mark?: string | null) => void;

interface LimitsProps {
  content: PolicyDraft;
  findings: readonly PolicyFinding[];
  isReadOnly: boolean;
  setContent: SetContent;
}

const kinds = ['once', 'sum', 'budget'] as const;

/** 名额和年度限制: how many firms, once a year, a sum a year over policies, a department's budget; each with its clause. */
export function LimitsCard({ content, findings, isReadOnly, setContent }: LimitsProps) {
  const { t } = useTranslation();
  const limits = (content.limits ?? []) as YearlyLimit[];
  const sources = content.sources as PolicySource[];
  const [first] = sources;
  const setQuota = (quota: Quota | undefined, mark: string | null = null) =>
    setContent(({ quota: _quota, ...old }) => (quota ? { ...old, quota } : old), mark);
  const setLimit = (kind: YearlyLimit['kind'], next: YearlyLimit | null, mark: string | null = null) =>
    setContent(({ limits: before, ...old }) => {
      const list = (before ?? []) as YearlyLimit[];
      const isThere = list.some((one) => one.kind === kind);
      const changed = isThere
        ? list.flatMap((one) => (one.kind !== kind ? [one] : next ? [next] : []))
        : [...list, ...(next ? [next] : [])];
      return changed.length > 0 ? { ...old, limits: changed } : old;
    }, mark);
  const begin = (kind: YearlyLimit['kind']): YearlyLimit => {
    const source = first?.id ?? '';
    return kind === 'once' ? { kind, source } : { kind, id: '', label: { zh: '' }, yuan: '', source };
  };
  const { quota } = content;
  return (
    <section className="hq-card" aria-labelledby="limits-title">
      <div className="hq-card-h">
        <h2 id="limits-title">{t('rules.limits')}</h2>
      </div>
      <fieldset className="pd-card stack" disabled={isReadOnly}>
        <p className="hq-sm hq-muted">{t('rules.limits.help')}</p>
        <Limited
          label={t('rules.limits.quota')}
          isOn={quota !== undefined}
          onToggle={(isOn) => setQuota(isOn ? { slots: 1, per: 'year', source: first?.id ?? '' } : undefined)}
        >
          {quota && (
            <div className="pd-grid">
              <label className="pd-field">
                <span className="form-label">{t('rules.limits.slots')}</span>
                <input
                  type="number"
                  min={1}
                  className="form-control"
                  value={Number.isNaN(quota.slots) ? '' : quota.slots}
                  onChange={(event) =>
                    setQuota({ ...quota, slots: Math.trunc(Number(event.target.value)) }, 'slots')
                  }
                />
              </label>
              <Choice
                label={t('rules.limits.per')}
                value={quota.per}
                options={(['year', 'version'] as const).map((per) => ({
                  value: per,
                  label: t(`rules.limits.per.${per}`),
                }))}
                onChange={(per) => setQuota({ ...quota, per: per as Quota['per'] })}
              />
              <label className="pd-field">
                <span className="form-label">{t('rules.limits.offer-days')}</span>
                <input
                  type="number"
                  min={1}
                  max={mostOfferDays}
                  className="form-control"
                  placeholder={String(defaultOfferDays)}
                  value={
                    quota.offerDays === undefined || Number.isNaN(quota.offerDays) ? '' : quota.offerDays
                  }
                  onChange={({ target }) => {
                    const { offerDays: _days, ...rest } = quota;
                    setQuota(
                      target.value === '' ? rest : { ...rest, offerDays: Math.trunc(Number(target.value)) },
                      'offer-days',
                    );
                  }}
                />
              </label>
              <SourceChoice
                sources={sources}
                value={quota.source}
                onChange={(source) => setQuota({ ...quota, source })}
              />
            </div>
          )}
        </Limited>
        {kinds.map((kind) => {
          const limit = limits.find((one) => one.kind === kind);
          return (
            <Limited
              key={kind}
              label={t(`rules.limits.${kind}`)}
              isOn={limit !== undefined}
              onToggle={(isOn) => setLimit(kind, isOn ? begin(kind) : null)}
            >
              {limit && (
                <>
                  {limit.kind !== 'once' && (
                    <NamedSum
                      limit={limit}
                      help={t(`rules.limits.id.${limit.kind}`)}
                      onChange={(next, mark) => setLimit(kind, next, mark)}
                    />
                  )}
                  <SourceChoice
                    sources={sources}
                    value={limit.source}
                    onChange={(source) => setLimit(kind, { ...limit, source })}
                  />
                </>
              )}
            </Limited>
          );
        })}
        {findings.map(({ code, id, severity, params }) => (
          <p key={`${code} ${id ?? ''}`} className={`pd-finding pd-finding-${severity}`}>
            <i className="bi bi-exclamation-triangle" aria-hidden="true" />{' '}
            {t(`rules.limits.${id ?? 'quota'}`)}
            {t('rules.limits.colon')}
            {t(`rules.lint.${code}`, params)}
          </p>
        ))}
      </fieldset>
    </section>
  );
}

function Limited({
  label,
  isOn,
  onToggle,
  children,
}: {
  label: string;
  isOn: boolean;
  onToggle: (isOn: boolean) => void;
  children: ReactNode;
}) {
  return (
    <div className="pd-indicator stack" role="group" aria-label={label}>
      <label className="pd-check">
        <input type="checkbox" checked={isOn} onChange={(event) => onToggle(event.target.checked)} />
        {label}
      </label>
      {children}
    </div>
  );
}
