import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { UnfinishedUpload } from '~/forms/upload/list-uploads.server';

interface UnfinishedUploadsProps {
  draftId: string;
  uploads: readonly UnfinishedUpload[];
  /** path → label. */
  labels: Record<string, string>;
  /** Paths that hold a file by now. */
  answered: readonly string[];
  onGo: (path: string) => void;
}

/** Files that came up only in part: the same one chosen again goes on, or it is given up. */
export function UnfinishedUploads({ draftId, uploads, labels, answered, onGo }: UnfinishedUploadsProps) {
  const { t } = useTranslation();
  const [gone, setGone] = useState<string[]>([]);
  const left = uploads.filter(({ uploadId, path }) => !gone.includes(uploadId) && !answered.includes(path));
  if (left.length === 0) return null;
  const giveUp = (uploadId: string) => {
    setGone((known) => [...known, uploadId]);
    fetch(`/drafts/${draftId}/uploads/${uploadId}`, { method: 'DELETE' }).catch(reportError);
  };
  return (
    <div className="hq-note hq-note-gap fill-gap" role="status">
      <i className="bi bi-cloud-upload" aria-hidden="true" />
      <ul className="plain grow">
        {left.map(({ uploadId, path, name, percent }) => (
          <li key={uploadId} className="row-x wrapx">
            <span className="grow">
              {t('fill.upload.unfinished', { name, percent, label: labels[path] ?? path })}
            </span>
            <button type="button" className="btn btn-outline-primary btn-sm" onClick={() => onGo(path)}>
              {t('fill.upload.go-on')}
            </button>
            <button type="button" className="btn btn-link btn-sm" onClick={() => giveUp(uploadId)}>
              {t('fill.upload.give-up')}
              <span className="visually-hidden">：{name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
