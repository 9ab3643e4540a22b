import { useTranslation } from 'react-i18next';

import type { LiveTurn } from './apply-event';

/** What is being done, while nothing can be read yet. */
export function Waiting({ stage, onStop }: { stage: LiveTurn['stage']; onStop: () => void }) {
  const { t } = useTranslation();
  const key = ['searching', 'matching', 'writing', 'fell-back'].includes(stage) ? stage : 'understanding';
  return (
    <div className="chat-waiting">
      <span className="hq-label">
        <span className="spinner-border spinner-border-sm" aria-hidden="true" />
        {t(`chat.stage.${key}`)}
      </span>
      <div className="sk" style={{ width: '92%' }} />
      <div className="sk" style={{ width: '78%' }} />
      <div className="sk" style={{ width: '85%' }} />
      <button type="button" className="btn btn-outline-primary btn-sm" onClick={onStop}>
        {t('chat.stop')}
      </button>
    </div>
  );
}
