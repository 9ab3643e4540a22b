import { useTranslation } from 'react-i18next';

import { labelOf, type TurnAnswer } from './turn-answer';

/** How the answer was made: exactly one label, above it, read first. */
export function HonestyLabel({ answer }: { answer: TurnAnswer }) {
  const { t } = useTranslation();
  const label = labelOf(answer);
  if (label === 'extractive' || label === 'model-failed') {
    const key =
      label === 'extractive'
        ? 'chat.label.extractive'
        : `chat.label.failed.${answer.modelFailure ?? 'failed'}`;
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
