import { useTranslation } from 'react-i18next';

import type { AnswerLabel, ModelFailure } from './turn-answer';

interface LabelProps {
  label: AnswerLabel;
  failure: ModelFailure | undefined;
  /** No model was connected: there was nobody who could have written. */
  noModel: boolean;
}

/** How a section of an answer was made: exactly one label, above it, read first. */
export function HonestyLabel({ label, failure, noModel }: LabelProps) {
  const { t } = useTranslation();
  if (label === 'extractive' || label === 'model-failed') {
    const key =
      label === 'model-failed'
        ? `chat.label.failed.${failure ?? 'failed'}`
        : noModel
          ? 'chat.label.extractive'
          : 'chat.label.beneath';
    return (
      <p className="chat-label" data-label={label}>
        <span className="tag chat-label-tag">
          <i className="bi bi-quote" aria-hidden="true" />
          {t('chat.label.quoted')}
        </span>
        <span className="hq-label">{t(key)}</span>
      </p>
    );
  }
  const icon = { model: 'bi-patch-check c-ok', computed: 'bi-calculator', none: 'bi-slash-circle' }[label];
  return (
    <p className="chat-label" data-label={label}>
      <span className="hq-label">
        <i className={`bi ${icon}`} aria-hidden="true" />
        {t(`chat.label.${label}`)}
      </span>
    </p>
  );
}
