import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { DraftVersionItem } from '~/forms/submission/list-draft-versions.server';

import { useDevice } from './conflict-note';
import { dayOf, timeOf } from './provenance-chip';

type Version = Omit<DraftVersionItem, 'at'> & { at: string };

interface HistoryDialogProps {
  draftId: string;
  onTake: (path: string, value: unknown) => void;
  onClose: () => void;
}

/** What was changed in the draft, by whom and where; a value of then can be brought back. */
export function HistoryDialog({ draftId, onTake, onClose }: HistoryDialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [versions, setVersions] = useState<Version[] | 'failed' | null>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
    fetch(`/drafts/${draftId}/versions`, { headers: { Accept: 'application/json' } })
      .then(async (response) => {
        if (!response.ok) throw new Error(`versions: ${response.status}`);
        setVersions(((await response.json()) as { versions: Version[] }).versions);
      })
      .catch((error: unknown) => {
        reportError(error);
        setVersions('failed');
      });
  }, [draftId]);
  return (
    <dialog ref={dialog} className="hq-dialog" aria-labelledby="history-title" onClose={onClose}>
      <h2 id="history-title">{t('fill.history.title')}</h2>
      {versions === null && <p role="status">{t('fill.history.loading')}</p>}
      {versions === 'failed' && <p role="alert">{t('fill.history.failed')}</p>}
      {Array.isArray(versions) && versions.length === 0 && <p>{t('fill.history.empty')}</p>}
      {Array.isArray(versions) && versions.length > 0 && (
        <ol className="plain history">
          {versions.map((version) => (
            <HistoryRow key={version.id} version={version} onTake={onTake} />
          ))}
        </ol>
      )}
      <div className="row-x">
        <button type="button" className="btn btn-outline-primary" onClick={() => dialog.current?.close()}>
          {t('fill.history.close')}
        </button>
      </div>
    </dialog>
  );
}

function HistoryRow({ version, onTake }: { version: Version; onTake: HistoryDialogProps['onTake'] }) {
  const { t } = useTranslation();
  const device = useDevice(version.device);
  const at = new Date(version.at);
  const [taken, setTaken] = useState<string | null>(null);
  return (
    <li>
      <p className="hq-sm hq-muted">
        {dayOf(at)} {timeOf(at)} · {version.name} · {device}
        {version.kind === 'aside' && <span className="tag tag-gap"> {t('fill.history.aside')}</span>}
      </p>
      <ul className="plain">
        {version.changes.map(({ path, label, oldText, newText, value, isGone }) => (
          <li key={path} className="history-change">
            <span>
              <b>{label}</b>
              <span className="diff">
                <del>{oldText || t('fill.nothing')}</del>
                <i className="bi bi-arrow-right" role="img" aria-label={t('fill.changed-to')} />
                <ins>{newText || t('fill.nothing')}</ins>
              </span>
            </span>
            {isGone && newText !== '' && (
              <button
                type="button"
                className="btn btn-outline-primary btn-sm"
                disabled={taken === path}
                onClick={() => {
                  onTake(path, value);
                  setTaken(path);
                }}
              >
                {t(taken === path ? 'fill.history.taken' : 'fill.history.take')}
                <span className="visually-hidden">：{label}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}
