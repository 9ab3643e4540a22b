import { useTranslation } from 'react-i18next';

import { daysBetween } from '~/prisma/calendar/city-date';

/** Where a value comes from, as far as it is known. */
export interface ProvenanceOf {
  source?: string;
  sourceKind?: string;
  observedAt?: string;
  validUntil?: string | null;
}

/** 来源：部门 · 日期 更新 · 已锁定; the firm's own statements and values older than a year say so. */
export function Provenance({ of, asOf, chip = false }: { of: ProvenanceOf; asOf: string; chip?: boolean }) {
  const { t } = useTranslation();
  if (!of.source) return null;
  const stated = of.sourceKind === 'stated';
  const expired = of.validUntil !== undefined && of.validUntil !== null && of.validUntil < asOf;
  const old = of.observedAt !== undefined && daysBetween(of.observedAt, asOf) > 365;
  const locked = of.sourceKind === 'registry' || of.sourceKind === 'certificate';
  const tone = chip && (old || expired) ? ' prov-old' : '';
  return (
    <span className={`hq-prov${chip ? ` hq-prov-chip${tone}` : ''}`}>
      <i
        className={`bi ${stated ? 'bi-person' : old ? 'bi-hourglass-split' : 'bi-database'}`}
        aria-hidden="true"
      />
      <span>
        {t('policies.source')}
        <b>{stated ? t('policies.source.stated') : of.source}</b>
      </span>
      {of.observedAt && (
        <span className="nowrap">
          {' '}
          · {t(stated ? 'policies.source.on' : 'policies.source.updated', { date: of.observedAt })}
        </span>
      )}
      {stated && <span className="nowrap"> · {t('policies.source.promise')}</span>}
      {locked && (
        <span className="nowrap">
          {' · '}
          <i className="bi bi-lock-fill" aria-hidden="true" />
          {t('policies.source.locked')}
        </span>
      )}
      {expired && <b className="nowrap"> · {t('policies.source.expired', { date: of.validUntil })}</b>}
      {old && !expired && <b className="nowrap"> · {t('policies.source.old')}</b>}
    </span>
  );
}
