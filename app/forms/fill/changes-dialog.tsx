import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { FieldChange } from '~/forms/prefill/field-provenance';

import { dayOf } from './provenance-chip';

interface ChangesDialogProps {
  changes: readonly FieldChange[];
  isBusy: boolean;
  onAccept: () => void;
  onClose: () => void;
}

/** Values that changed at their source since the draft: old, new, from where. Nothing is submitted unseen. */
export function ChangesDialog({ changes, isBusy, onAccept, onClose }: ChangesDialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="hq-dialog" aria-labelledby="changes-title" onClose={onClose}>
      <h2 id="changes-title">{t('fill.changes.title', { n: changes.length })}</h2>
      <p className="hq-sm hq-muted">{t('fill.changes.help')}</p>
      <ul className="plain changes">
        {changes.map((change) => (
          <li key={change.path}>
            <b>{change.label}</b>
            <span className="diff">
              <del>{change.oldText || t('fill.nothing')}</del>
              <i className="bi bi-arrow-right" role="img" aria-label={t('fill.changed-to')} />
              <ins>{change.newText || t('fill.nothing')}</ins>
            </span>
            <span className="hq-prov">
              {t('fill.origin.source')}
              <b>{change.source}</b> · {t('fill.origin.date', { date: dayOf(change.observedAt) })}
            </span>
          </li>
        ))}
      </ul>
      <div className="row-x wrapx">
        <button type="button" className="btn btn-primary" disabled={isBusy} onClick={onAccept}>
          {t('fill.changes.accept')}
        </button>
        <button type="button" className="btn btn-outline-primary" onClick={() => dialog.current?.close()}>
          {t('fill.changes.back')}
        </button>
      </div>
    </dialog>
  );
}
