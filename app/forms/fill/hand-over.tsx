import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { DraftHolding } from '~/forms/handover/get-holder.server';

import { dayOf, timeOf } from './provenance-chip';

/** As it comes with the page, or as JSON. */
export interface Holding extends Omit<DraftHolding, 'holder'> {
  holder: (Omit<NonNullable<DraftHolding['holder']>, 'at'> & { at: string | Date }) | null;
}

interface HandOverProps {
  draftId: string;
  holding: Holding;
  /** Resolves once what was typed is saved: the colleague goes on with it. */
  onBefore: () => Promise<void>;
}

/** Who has the draft now, with the note, and the way to give it to a colleague or back. */
export function HandOver({ draftId, holding: given, onBefore }: HandOverProps) {
  const { t } = useTranslation();
  const [holding, setHolding] = useState(given);
  const [to, setTo] = useState<string | null>(null);
  const { holder, colleagues } = holding;
  if (colleagues.length === 0) return null;
  const canReturn = holder?.isReader && colleagues.some(({ personId }) => personId === holder.fromId);
  return (
    <section className="row-x wrapx hand-over" aria-label={t('fill.hand-over.title')}>
      <i className="bi bi-people" aria-hidden="true" />
      <span className="grow hq-sm" role="status">
        {holder
          ? t(holder.isReader ? 'fill.hand-over.mine' : 'fill.hand-over.theirs', {
              name: holder.isReader ? holder.fromName : holder.name,
              at: `${dayOf(holder.at)} ${timeOf(new Date(holder.at))}`,
            })
          : t('fill.hand-over.nobody')}
        {holder?.note && <q className="hand-over-note">{holder.note}</q>}
      </span>
      {canReturn && (
        <button type="button" className="btn btn-primary btn-sm" onClick={() => setTo(holder.fromId)}>
          {t('fill.hand-over.back', { name: holder.fromName })}
        </button>
      )}
      <button type="button" className="btn btn-outline-primary btn-sm" onClick={() => setTo('')}>
        {t('fill.hand-over.open')}
      </button>
      {to !== null && (
        <HandOverDialog
          draftId={draftId}
          colleagues={colleagues}
          to={to}
          onBefore={onBefore}
          onDone={setHolding}
          onClose={() => setTo(null)}
        />
      )}
    </section>
  );
}

interface HandOverDialogProps {
  draftId: string;
  colleagues: Holding['colleagues'];
  to: string;
  onBefore: () => Promise<void>;
  onDone: (holding: Holding) => void;
  onClose: () => void;
}

function HandOverDialog({ draftId, colleagues, to, onBefore, onDone, onClose }: HandOverDialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [toId, setToId] = useState(to === '' ? (colleagues[0]?.personId ?? '') : to);
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
      await onBefore();
      const response = await fetch(`/drafts/${draftId}/hand-over`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ toId, note }),
      });
      const answer = (await response.json()) as Holding & {
        title?: string;
        errors?: { message: string }[];
      };
      if (!response.ok) throw new Error(answer.errors?.[0]?.message ?? answer.title ?? '');
      onDone(answer);
      dialog.current?.close();
    } catch (reason) {
      // A cut line has no sentence of its own.
      const sentence = reason instanceof TypeError ? '' : reason instanceof Error ? reason.message : '';
      setError(sentence || t('fill.hand-over.failed'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className="hq-dialog" aria-labelledby="hand-over-title" onClose={onClose}>
      <h2 id="hand-over-title">{t('fill.hand-over.title')}</h2>
      <p className="hq-sm hq-muted">{t('fill.hand-over.help')}</p>
      <label className="form-label" htmlFor="hand-over-to">
        {t('fill.hand-over.to')}
      </label>
      <select
        id="hand-over-to"
        className="form-select"
        value={toId}
        onChange={(event) => setToId(event.target.value)}
      >
        {colleagues.map(({ personId, name }) => (
          <option key={personId} value={personId}>
            {name}
          </option>
        ))}
      </select>
      <label className="form-label hand-over-label" htmlFor="hand-over-note">
        {t('fill.hand-over.note')}
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
        <button type="button" className="btn btn-primary" disabled={isBusy} onClick={() => void give()}>
          {t('fill.hand-over.give')}
        </button>
        <button type="button" className="btn btn-outline-primary" onClick={() => dialog.current?.close()}>
          {t('fill.hand-over.cancel')}
        </button>
      </div>
    </dialog>
  );
}
