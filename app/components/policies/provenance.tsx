import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

import { daysBetween } from '~/prisma/calendar/city-date';

/** Where a value comes from, as far as it is known. */
export interface ProvenanceOf {
  source?: string;
  sourceKind?: string;
  observedAt?: string;
  validUntil?: string | null;
}

interface Note {
  key: string;
  text: string;
  icon?: boolean;
  strong?: boolean;
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
  const notes: (Note | false | undefined | '')[] = [
    of.observedAt && {
      key: 'date',
      text: t(stated ? 'policies.source.on' : 'policies.source.updated', { date: of.observedAt }),
    },
    stated && { key: 'promise', text: t('policies.source.promise') },
    locked && { key: 'locked', text: t('policies.source.locked'), icon: true },
    expired && {
      key: 'expired',
      text: t('policies.source.expired', { date: of.validUntil }),
      strong: true,
    },
    old && !expired && { key: 'old', text: t('policies.source.old'), strong: true },
  ];
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
      {notes
        .filter((note) => typeof note === 'object')
        .map(({ key, icon, text, strong }) => (
          <Fragment key={key}>
            {' · '}
            <span className={strong ? 'nowrap strong' : 'nowrap'}>
              {icon && <i className="bi bi-lock-fill" aria-hidden="true" />}
              {text}
            </span>
          </Fragment>
        ))}
    </span>
  );
}
