import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { FieldChange } from '~/forms/prefill/field-provenance';

import { dayOf } from './origin-words';

interface ChangesDialogProps {
  changes: readonly FieldChange[];
  /** The paths that were accepted one by one. */
  accepted: ReadonlySet<string>;
  /** On coming back to the draft, or on the way to filing it. */
  when: 'resume' | 'submit';
  isBusy: boolean;
  problem: string | null;
  onAccept: (change: FieldChange) => void;
  onAcceptAll: () => void;
  onClose: () => void;
}

/** Values that changed at their source since the draft: old, new, from where; each accepted, or all. Nothing is filed unseen. */
export function ChangesDialog(props: ChangesDialogProps) {
  const { changes, accepted, when, isBusy, problem, onAccept, onAcceptAll, onClose } = props;
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const left = changes.filter(({ path }) => !accepted.has(path)).length;
  return (
    <dialog ref={dialog} className="hq-dialog" aria-labelledby="changes-title" onClose={onClose}>
      <h2 id="changes-title">{t('fill.changes.title', { n: changes.length })}</h2>
      <p className="hq-sm hq-muted">
        {t(when === 'submit' ? 'fill.changes.help' : 'fill.changes.help-resume')}
      </p>
      <ul className="plain changes">
        {changes.map((change) => (
          <ChangeRow
            key={change.path}
            change={change}
            isAccepted={accepted.has(change.path)}
            isBusy={isBusy}
            onAccept={() => onAccept(change)}
          />
        ))}
      </ul>
      {problem && (
        <p className="hq-note hq-note-no" role="alert">
          {problem}
        </p>
      )}
      <p className="visually-hidden" role="status">
        {accepted.size > 0 && t('fill.changes.left', { n: left })}
      </p>
      <div className="row-x wrapx">
        <button type="button" className="btn btn-primary" disabled={isBusy} onClick={onAcceptAll}>
          {t(
            when === 'submit' ? 'fill.changes.accept' : left === 0 ? 'fill.changes.done' : 'fill.changes.all',
          )}
        </button>
        <button type="button" className="btn btn-outline-primary" onClick={() => dialog.current?.close()}>
          {t('fill.changes.back')}
        </button>
      </div>
    </dialog>
  );
}

interface ChangeRowProps {
  change: FieldChange;
  isAccepted: boolean;
  isBusy: boolean;
  onAccept: () => void;
}

function ChangeRow({ change, isAccepted, isBusy, onAccept }: ChangeRowProps) {
  const { t } = useTranslation();
  return (
    <li>
      <b>{change.label}</b>
      <span className="diff">
        <del>{change.oldText || t('fill.nothing')}</del>
        <i className="bi bi-arrow-right" role="img" aria-label={t('fill.changed-to')} />
        <ins>{change.newText || t('fill.nothing')}</ins>
      </span>
      <span className="row-x wrapx">
        <span className="hq-prov grow">
          {t('fill.origin.source')}
          <b>{change.source}</b> · {t('fill.origin.date', { date: dayOf(change.observedAt) })}
        </span>
        {isAccepted ? (
          <span className="hq-sm c-ok">
            <i className="bi bi-check-circle-fill" aria-hidden="true" /> {t('fill.changes.accepted')}
          </span>
        ) : (
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            disabled={isBusy}
            aria-label={t('fill.changes.accept-field', { field: change.label })}
            onClick={onAccept}
          >
            {t('fill.changes.accept-one')}
          </button>
        )}
      </span>
    </li>
  );
}
