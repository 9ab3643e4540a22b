import { useTranslation } from 'react-i18next';

import type { DocumentStatus } from '~/knowledge/documents/document-status';
import type { LifeStage } from '~/knowledge/documents/life/document-life';

const icons: Record<DocumentStatus, string> = {
  'in-force': 'bi-check-circle-fill',
  'not-yet': 'bi-hourglass-split',
  superseded: 'bi-arrow-repeat',
  expired: 'bi-clock-history',
  repealed: 'bi-archive',
};

/** 现行有效, 将于…生效, 已被替代, 已失效, 已废止: icon and word, colour third. */
export function StatusBadge({
  status,
  effectiveFrom,
}: {
  status: DocumentStatus;
  effectiveFrom?: string | null;
}) {
  const { t } = useTranslation();
  const tone = status === 'in-force' ? 'doc-st-on' : status === 'not-yet' ? 'doc-st-soon' : 'doc-st-off';
  const word =
    status === 'not-yet' && effectiveFrom
      ? t('documents.status.not-yet-on', { date: effectiveFrom })
      : t(`documents.status.${status}`);
  return (
    <span className={`doc-st ${tone}`}>
      <i className={`bi ${icons[status]}`} aria-hidden="true" />
      {word}
    </span>
  );
}

/** 要点（非原文）: shown wherever words are told in our own, not quoted. */
export function KeyPointsLabel({ textKind }: { textKind: string }) {
  const { t } = useTranslation();
  if (textKind !== 'key-points') return null;
  return (
    <span className="doc-st doc-st-soon">
      <i className="bi bi-card-text" aria-hidden="true" />
      {t('documents.key-points')}
    </span>
  );
}

/** 文字识别，未核对: shown wherever words are quoted that were recognised in a picture and that nobody has compared. */
export function RecognisedLabel({ textOrigin }: { textOrigin: string }) {
  const { t } = useTranslation();
  if (textOrigin !== 'ocr-unchecked') return null;
  return (
    <span className="doc-st doc-st-soon">
      <i className="bi bi-eye" aria-hidden="true" />
      {t('documents.ocr.unchecked')}
    </span>
  );
}

/** 已更正: shown at the desk wherever words are quoted that a person corrected, so that they differ from the file's. */
export function CorrectedLabel({ corrected }: { corrected: boolean | undefined }) {
  const { t } = useTranslation();
  if (corrected !== true) return null;
  return (
    <span className="doc-st doc-st-soon">
      <i className="bi bi-pencil" aria-hidden="true" />
      {t('workbench.corrected')}
    </span>
  );
}

/** One word for where a document stands in its life: the desk's state until it is published, then the calendar's. */
export function StageBadge({ stage, effectiveFrom }: { stage: LifeStage; effectiveFrom?: string | null }) {
  if (stage === 'draft' || stage === 'in-review' || stage === 'withdrawn')
    return <StateBadge state={stage} />;
  return <StatusBadge status={stage} effectiveFrom={effectiveFrom ?? null} />;
}

/** 草稿, 已撤下: how the desk handles it; nothing for what is published. */
export function StateBadge({ state }: { state: string }) {
  const { t } = useTranslation();
  if (state === 'published') return null;
  return (
    <span className="doc-st doc-st-off">
      <i className="bi bi-pencil-square" aria-hidden="true" />
      {t(`documents.state.${state}`)}
    </span>
  );
}
