import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { HandoverPurpose } from '~/forms/handover/handover-purpose';

import type { Holding } from './hand-over';
import { readAnswer, type RefusalBody } from './read-answer';

/** To whom and what for; null when that is still to be chosen. */
export interface Handing {
  toId: string | null;
  purpose: HandoverPurpose;
}

interface HandOverDialogProps {
  draftId: string;
  colleagues: Holding['colleagues'];
  handing: Handing;
  canSeal: boolean;
  onBefore: () => Promise<boolean>;
  onDone: (holding: Holding) => void;
  onClose: () => void;
}

/** Gives the draft to a colleague to go on or to seal, or back to whom it came from. */
export function HandOverDialog(props: HandOverDialogProps) {
  const { draftId, colleagues, handing, canSeal, onBefore, onDone, onClose } = props;
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [toId, setToId] = useState(handing.toId ?? colleagues[0]?.personId ?? '');
  const [purpose, setPurpose] = useState(handing.purpose);
  const isReturn = handing.purpose === 'sealed' || handing.purpose === 'sent-back';
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const give = async () => {
    setBusy(true);
    setError(null);
    try {
      if (!(await onBefore())) return setError(t('fill.deed.unsaved'));
      const response = await fetch(`/drafts/${draftId}/hand-over`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ toId, note, purpose }),
        redirect: 'manual',
      });
      if (!response.ok) {
        const { title, errors } = (await readAnswer(response)) as RefusalBody;
        return setError((errors?.[0]?.message ?? title) || t('fill.hand-over.failed'));
      }
      onDone((await response.json()) as Holding);
      dialog.current?.close();
    } catch (reason) {
      // A cut line needs no report: the sentence says what to do.
      if (!(reason instanceof TypeError)) reportError(reason);
      setError(t('fill.hand-over.failed'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className="hq-dialog" aria-labelledby="hand-over-title" onClose={onClose}>
      <h2 id="hand-over-title">{t(isReturn ? `fill.hand-over.${purpose}-title` : 'fill.hand-over.title')}</h2>
      <p className="hq-sm hq-muted">
        {t(purpose === 'fill' ? 'fill.hand-over.help' : `fill.hand-over.${purpose}-help`)}
      </p>
      {canSeal && handing.toId === null && (
        <fieldset className="hand-over-purpose">
          <legend className="form-label">{t('fill.hand-over.purpose')}</legend>
          {(['fill', 'seal'] as const).map((one) => (
            <label key={one} className="form-check">
              <input
                type="radio"
                name="purpose"
                className="form-check-input"
                checked={purpose === one}
                onChange={() => setPurpose(one)}
              />
              <span className="form-check-label">{t(`fill.hand-over.purpose.${one}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label className="form-label" htmlFor="hand-over-to">
        {t('fill.hand-over.to')}
      </label>
      <select
        id="hand-over-to"
        className="form-select"
        value={toId}
        disabled={isReturn}
        onChange={(event) => setToId(event.target.value)}
      >
        {colleagues.map(({ personId, name }) => (
          <option key={personId} value={personId}>
            {name}
          </option>
        ))}
      </select>
      <label className="form-label hand-over-label" htmlFor="hand-over-note">
        {t(
          purpose === 'sent-back'
            ? 'fill.hand-over.reason'
            : isReturn
              ? 'fill.hand-over.word'
              : 'fill.hand-over.note',
        )}
      </label>
      <textarea
        id="hand-over-note"
        className="form-control"
        rows={3}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {error && (
        <p className="hq-note hq-note-no" role="alert">
          {error}
        </p>
      )}
      <div className="row-x wrapx">
        <button
          type="button"
          className="btn btn-primary"
          disabled={isBusy || (purpose === 'sent-back' && note.trim() === '')}
          onClick={() => void give()}
        >
          {t('fill.hand-over.give')}
        </button>
        <button type="button" className="btn btn-outline-primary" onClick={() => dialog.current?.close()}>
          {t('fill.hand-over.cancel')}
        </button>
      </div>
    </dialog>
  );
}
