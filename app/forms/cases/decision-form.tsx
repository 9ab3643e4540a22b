import { Form, useNavigation } from '@remix-run/react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

export type Decision = 'approve' | 'return' | 'refuse';
const decisions: Decision[] = ['approve', 'return', 'refuse'];

interface DecisionFormProps {
  decision: Decision;
  onDecision: (decision: Decision) => void;
  /** The newest event that the reviewer has seen. */
  lastEvent: number;
}

/** 通过, 退回补正 or 不予通过: chosen, then confirmed, since the firm sees it at once. */
export function DecisionForm({ decision, onDecision, lastEvent }: DecisionFormProps) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state === 'submitting';
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const reasonWord = {
    approve: 'review.approve-note',
    return: 'review.return-reason',
    refuse: 'review.refuse-reason',
  }[decision];
  return (
    <section className="hq-card" aria-labelledby="decide-title">
      <div className="hq-card-h">
        <h2 id="decide-title">{t('review.decide')}</h2>
      </div>
      <Form method="post" id="decision" ref={form} className="hq-card-b stack">
        <input type="hidden" name="lastEvent" value={lastEvent} />
        <fieldset>
          <legend className="visually-hidden">{t('review.how')}</legend>
          <div className="decisions">
            {decisions.map((one) => (
              <label key={one} className={one === decision ? 'on' : ''}>
                <input
                  type="radio"
                  name="decision"
                  value={one}
                  checked={one === decision}
                  onChange={() => onDecision(one)}
                />
                {t(`review.${one}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <div>
          <label className="form-label" htmlFor="reason">
            {t(reasonWord)}
          </label>
          <textarea
            id="reason"
            name="reason"
            className="form-control"
            rows={3}
            maxLength={1000}
            required={decision === 'refuse'}
          />
        </div>
        <button
          type="button"
          className="btn btn-primary"
          disabled={isBusy}
          onClick={() => {
            if (form.current?.reportValidity()) dialog.current?.showModal();
          }}
        >
          {t(`review.${decision}`)}
        </button>
        <noscript>
          <button className="btn btn-primary">{t('review.confirm')}</button>
        </noscript>
        <dialog ref={dialog} className="hq-dialog" aria-labelledby="sure-title">
          <h2 id="sure-title">{t(`review.confirm-${decision}`)}</h2>
          <p>{t('review.sure')}</p>
          <div className="row-x wrapx">
            <button className="btn btn-primary" onClick={() => dialog.current?.close()}>
              {t(`review.confirm-${decision}`)}
            </button>
            <button type="button" className="btn btn-outline-primary" onClick={() => dialog.current?.close()}>
              {t('fill.changes.back')}
            </button>
          </div>
        </dialog>
      </Form>
    </section>
  );
}
