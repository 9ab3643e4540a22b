import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { DraftHolding } from '~/forms/handover/get-holder.server';

import { HandOverDialog, type Handing } from './hand-over-dialog';
import { dayOf, timeOf } from './provenance-chip';

/** As it comes with the page, or as JSON. */
export interface Holding extends Omit<DraftHolding, 'holder'> {
  holder: (Omit<NonNullable<DraftHolding['holder']>, 'at'> & { at: string | Date }) | null;
}

interface HandOverProps {
  draftId: string;
  holding: Holding;
  /** Whether the form has something to sign or to promise. */
  canSeal: boolean;
  /** Saves what was typed, with which the colleague goes on; resolves to whether the server has it. */
  onBefore: () => Promise<boolean>;
}

/** Who has the draft now, what for, with the note, and the way to give it to a colleague or back. */
export function HandOver({ draftId, holding: given, canSeal, onBefore }: HandOverProps) {
  const { t } = useTranslation();
  const [holding, setHolding] = useState(given);
  const [handing, setHanding] = useState<Handing | null>(null);
  const { holder, colleagues } = holding;
  if (colleagues.length === 0) return null;
  const isSealer = holder?.isReader === true && holder.purpose === 'seal';
  const canReturn = holder?.isReader && colleagues.some(({ personId }) => personId === holder.fromId);
  const done = (now: Holding) => {
    setHolding(now);
    // Once it is given away or comes back from the seal, other fields are open: the page is read anew.
    if (isSealer) window.location.reload();
  };
  return (
    <section
      className={isSealer ? 'hq-note hq-note-gap wrapx hand-over' : 'row-x wrapx hand-over'}
      aria-label={t('fill.hand-over.title')}
    >
      <i className={`bi ${isSealer ? 'bi-pen' : 'bi-people'}`} aria-hidden="true" />
      <span className="grow hq-sm" role="status">
        {stateOf(holder, t)}
        {holder?.note && <q className="hand-over-note">{holder.note}</q>}
        {isSealer && (
          <>
            {' '}
            <a href="#part-promises">{t('fill.hand-over.to-seal')}</a>
          </>
        )}
      </span>
      {isSealer && canReturn ? (
        <>
          <button
            type="button"
            className="btn btn-primary btn-sm"
            onClick={() => setHanding({ toId: holder.fromId, purpose: 'sealed' })}
          >
            {t('fill.hand-over.sealed', { name: holder.fromName })}
          </button>
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() => setHanding({ toId: holder.fromId, purpose: 'sent-back' })}
          >
            {t('fill.hand-over.send-back')}
          </button>
        </>
      ) : (
        <>
          {canReturn && holder.purpose === 'fill' && (
            <button
              type="button"
              className="btn btn-primary btn-sm"
              onClick={() => setHanding({ toId: holder.fromId, purpose: 'fill' })}
            >
              {t('fill.hand-over.back', { name: holder.fromName })}
            </button>
          )}
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() => setHanding({ toId: null, purpose: 'fill' })}
          >
            {t('fill.hand-over.open')}
          </button>
        </>
      )}
      {handing && (
        <HandOverDialog
          {...{ draftId, colleagues, handing, canSeal, onBefore }}
          onDone={done}
          onClose={() => setHanding(null)}
        />
      )}
    </section>
  );
}

type Translate = (key: string, params?: Record<string, string | number>) => string;

/** 林经办 在 10:20 请您盖章/签字; 方同事 已盖章/签字，10:40 交回. */
function stateOf(holder: Holding['holder'], t: Translate): string {
  if (!holder) return t('fill.hand-over.nobody');
  const { isReader, name, fromName, purpose } = holder;
  const at = `${dayOf(holder.at)} ${timeOf(new Date(holder.at))}`;
  const params = { name: isReader ? fromName : name, from: fromName, at };
  if (purpose === 'seal')
    return t(isReader ? 'fill.hand-over.seal-mine' : 'fill.hand-over.seal-theirs', params);
  if (purpose === 'sealed') return t('fill.hand-over.sealed-by', params);
  if (purpose === 'sent-back') return t('fill.hand-over.sent-back-by', params);
  return t(isReader ? 'fill.hand-over.mine' : 'fill.hand-over.theirs', params);
}
