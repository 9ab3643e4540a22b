import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { VectorSet } from '~/knowledge/search/embedding/builds/list-vector-sets.server';

/** How far the vectors of a model are, what they take, and how to stop or clean them up. */
export function VectorSetState({ set }: { set: VectorSet }) {
  const { t } = useTranslation();
  const { key, state, done, total, isInUse, error, job } = set;
  const megabytes = (set.bytes / 1e6).toFixed(1);
  const words = t('models.vector.progress', { done, total });
  if (state === 'building') {
    // When every passage has its vector, the clauses of long ones follow.
    const isAtClauses = done >= total && job !== null;
    const value = isAtClauses ? job.done : done;
    const most = isAtClauses ? job.total : total;
    const shown = isAtClauses ? t('models.vector.clauses', { done: value, total: most }) : words;
    return (
      <div>
        <div className="models-job" role="status">
          <span>
            {t('models.vector.building')} {shown} <TimeLeft minutes={set.minutesLeft} />
          </span>
          <progress max={Math.max(most, 1)} value={value} aria-label={shown} />
        </div>
        {error !== null && <p className="hq-note">{t('models.vector.build.error', { error })}</p>}
        <SetForm intent="embedding-cancel" set={key} label={t('models.vector.cancel')} />
        <p className="hq-muted">{t('models.vector.meanwhile')}</p>
      </div>
    );
  }
  return (
    <div className="models-set">
      <span>
        {t(`models.vector.state.${isInUse ? 'in-use' : state}`)} {words}{' '}
        {t('models.vector.size', { megabytes })}
      </span>
      {!isInUse && state !== 'removing' && set.bytes > 0 && (
        <SetForm
          intent="embedding-remove"
          set={key}
          label={t('models.vector.remove', { megabytes, model: set.model })}
        />
      )}
    </div>
  );
}

function TimeLeft({ minutes }: { minutes: number | null }) {
  const { t } = useTranslation();
  if (minutes === null) return null;
  return (
    <>
      {minutes < 1 ? t('models.vector.under-a-minute') : t('models.vector.left', { n: Math.ceil(minutes) })}
    </>
  );
}

function SetForm({ intent, set, label }: { intent: string; set: string; label: string }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="key" value={set} />
      <button className="btn btn-link" name="intent" value={intent}>
        {label}
      </button>
    </Form>
  );
}
