import { useTranslation } from 'react-i18next';

import type { FieldProvenance } from '~/forms/prefill/field-provenance';

import { originWords } from './origin-words';

export { dayOf } from './origin-words';

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
  const { icon, lead, source, rest, locked } = originWords(provenance, t);
  const parts = [
    <>
      {lead}
      {source !== null && <b>{source}</b>}
    </>,
    ...rest,
    ...(locked
      ? [
          <>
            <i className="bi bi-lock-fill" aria-hidden="true" />
            {t('fill.origin.locked')}
          </>,
        ]
      : []),
  ];
  return (
    <span
      className={
        provenance.pending
          ? 'hq-prov hq-prov-chip prov-parts prov-pending'
          : 'hq-prov hq-prov-chip prov-parts'
      }
    >
      <i className={`bi ${icon}`} aria-hidden="true" />
      {parts.map((part, index) => (
        // The dot ends its part: where the chip breaks, no line begins with one.
        <span key={index} className="nowrap">
          {part}
          {index < parts.length - 1 && ' ·'}
        </span>
      ))}
    </span>
  );
}
