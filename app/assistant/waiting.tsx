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

/** Under the clauses that stand already: that the model is writing, or how many are before this reader. */
export function WritingNote({ live }: { live: LiveTurn }) {
  const { t } = useTranslation();
  const isQueued = live.stage === 'queued';
  if (!isQueued && live.stage !== 'writing') return null;
  return (
    <p className="chat-writing" role="status">
      <span className="spinner-border spinner-border-sm" aria-hidden="true" />{' '}
      {isQueued ? t('chat.stage.queued', { n: live.place ?? 1 }) : t('chat.stage.writing')}
    </p>
  );
}
