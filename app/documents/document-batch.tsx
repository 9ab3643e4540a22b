import { Link, useFetcher } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { BatchPreview } from '~/knowledge/documents/batch/batch-documents.server';

/** What the action answers to a batch. */
export interface BatchAnswer {
  preview?: BatchPreview;
  changed?: number;
  batchId?: string | null;
  changeId?: string | null;
  restored?: number;
  error?: string;
}

/** What to do with the chosen documents: seen before it is done, and taken back with one click. */
export function DocumentBatch({
  chosen,
  clear,
  departments,
}: {
  chosen: string[];
  clear: () => void;
  departments: { id: string; name: string }[];
}) {
  const { t } = useTranslation();
  const fetcher = useFetcher<BatchAnswer>();
  const [action, setAction] = useState('publish');
  const [value, setValue] = useState('');
  const answer = fetcher.data;
  const busy = fetcher.state !== 'idle';
  const changed = answer?.changed;
  useEffect(() => {
    if (changed !== undefined) clear();
  }, [changed, clear]);
  const send = (step: 'preview' | 'run' | 'undo', more: Record<string, string> = {}) => {
    void fetcher.submit(
      { intent: `batch-${step}`, action, value, documentIds: JSON.stringify(chosen), ...more },
      { method: 'post', action: '/desk/documents?index' },
    );
  };
  const choices =
    action === 'set-department'
      ? departments.map(({ id, name }) => [id, name])
      : action === 'set-audience'
        ? ['public', 'department'].map((one) => [one, t(`workbench.audience.${one}`)])
        : [];
  return (
    <section className="hq-card wb-desktop" aria-label={t('workbench.batch.label')}>
      <div className="wb-batch">
        <b className="hq-sm">{t('workbench.batch.chosen', { n: chosen.length })}</b>
        <label className="visually-hidden" htmlFor="wb-batch-action">
          {t('workbench.batch.action')}
        </label>
        <select
          id="wb-batch-action"
          className="form-select form-select-sm w-auto"
          value={action}
          onChange={({ target }) => {
            setAction(target.value);
            setValue(target.value === 'set-audience' ? 'public' : (departments[0]?.id ?? ''));
          }}
        >
          {['publish', 'withdraw', 'set-department', 'set-audience'].map((one) => (
            <option key={one} value={one}>
              {t(`workbench.batch.${one}`)}
            </option>
          ))}
        </select>
        {choices.length > 0 && (
          <select
            className="form-select form-select-sm w-auto"
            aria-label={t('workbench.batch.value')}
            value={value}
            onChange={({ target }) => {
              setValue(target.value);
            }}
          >
            {choices.map(([key, word]) => (
              <option key={key} value={key}>
                {word}
              </option>
            ))}
          </select>
        )}
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          disabled={busy || chosen.length === 0}
          onClick={() => {
            send('preview');
          }}
        >
          {t('workbench.batch.preview')}
        </button>
        {chosen.length === 0 && changed === undefined && (
          <span className="hq-sm hq-muted">{t('workbench.batch.choose')}</span>
        )}
      </div>
      <div aria-live="polite">
        {answer?.error && <p className="hq-note hq-note-no">{answer.error}</p>}
        {answer?.preview && chosen.length > 0 && (
          <div className="hq-card-b">
            <p>
              {t('workbench.batch.will', {
                action: t(`workbench.batch.${action}`),
                n: answer.preview.changes.length,
                same: answer.preview.same.length,
                foreign: answer.preview.foreign,
              })}
            </p>
            <ul className="hq-sm">
              {answer.preview.changes.slice(0, 20).map(({ id, title }) => (
                <li key={id}>{title}</li>
              ))}
            </ul>
            {answer.preview.changes.length > 20 && (
              <p className="hq-sm hq-muted">
                {t('workbench.batch.more', { n: answer.preview.changes.length - 20 })}
              </p>
            )}
            <button
              type="button"
              className="btn btn-primary btn-sm"
              disabled={busy || answer.preview.changes.length === 0}
              onClick={() => {
                send('run');
              }}
            >
              {t('workbench.batch.confirm', { n: answer.preview.changes.length })}
            </button>
          </div>
        )}
        {changed !== undefined && (
          <p className="hq-note">
            <span>
              {t(answer?.changeId ? 'workbench.batch.sent' : 'workbench.batch.done', { n: changed })}{' '}
            </span>
            {answer?.changeId && (
              <Link to={`/desk/changes/${answer.changeId}`}>{t('workbench.change.open')}</Link>
            )}
            {answer?.batchId && (
              <button
                type="button"
                className="btn btn-link btn-sm"
                disabled={busy}
                onClick={() => {
                  send('undo', { batch: answer.batchId ?? '' });
                }}
              >
                {t('workbench.batch.undo')}
              </button>
            )}
          </p>
        )}
        {answer?.restored !== undefined && (
          <p className="hq-note">{t('workbench.batch.undone', { n: answer.restored })}</p>
        )}
      </div>
    </section>
  );
}
