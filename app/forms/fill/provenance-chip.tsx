import { useTranslation } from 'react-i18next';

import type { FieldProvenance } from '~/forms/prefill/field-provenance';

/** The date of an instant in the city's calendar. */
export function dayOf(instant: string | Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(instant));
}

/** Hours and minutes in the city. */
export function timeOf(instant: Date): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);
}

/** Where a value comes from: 来源：人社局 · 2026-10-31 更新 · 已锁定. */
export function ProvenanceChip({ provenance }: { provenance: FieldProvenance }) {
  const { t } = useTranslation();
  const { source, sourceKind, observedAt, locked, edited } = provenance;
  return (
    <span className="hq-prov hq-prov-chip">
      <i className={`bi ${sourceKind === 'stated' ? 'bi-person-check' : 'bi-database'}`} aria-hidden="true" />
      <span>
        {sourceKind === 'stated' ? t('fill.origin.stated') : t('fill.origin.source')}
        {sourceKind !== 'stated' && <b>{source}</b>}
      </span>{' '}
      <span className="nowrap">· {t('fill.origin.date', { date: dayOf(observedAt) })}</span>
      {locked && (
        <span className="nowrap">
          {' '}
          · <i className="bi bi-lock-fill" aria-hidden="true" />
          {t('fill.origin.locked')}
        </span>
      )}
      {edited && <span className="nowrap"> · {t('fill.origin.edited')}</span>}
    </span>
  );
}
