import { Form, useNavigation } from '@remix-run/react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { CasePhraseView } from '~/forms/cases/case-phrases.server';

export type Decision = 'approve' | 'return' | 'refuse';
const decisions: Decision[] = ['approve', 'return', 'refuse'];

interface DecisionFormProps {
  formId: string;
  decision: Decision;
  onDecision: (decision: Decision) => void;
  reason: string;
  onReason: (reason: string) => void;
  phrases: readonly CasePhraseView[];
  onPhrase: (phrase: CasePhraseView) => void;
  /** The newest event that the reviewer has seen. */
  lastEvent: number;
}

/** 通过, 退回补正 or 不予通过: chosen, then confirmed, since the firm sees it at once. */
export function DecisionForm(props: DecisionFormProps) {
  const { decision, lastEvent, formId } = props;
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
        <input type="hidden" name="formId" value={formId} />
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
                  onChange={() => props.onDecision(one)}
                />
                {t(`review.${one}`)}
              </label>
            ))}
          </div>
        </fieldset>
        {decision !== 'approve' && <Phrases {...props} />}
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
            value={props.reason}
            onChange={(event) => props.onReason(event.target.value)}
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
          <button className="btn btn-primary" name="do" value="decide">
            {t('review.confirm')}
          </button>
        </noscript>
        <dialog ref={dialog} className="hq-dialog" aria-labelledby="sure-title">
          <h2 id="sure-title">{t(`review.confirm-${decision}`)}</h2>
          <p>{t('review.sure')}</p>
          <div className="row-x wrapx">
            <button
              className="btn btn-primary"
              name="do"
              value="decide"
              onClick={() => dialog.current?.close()}
            >
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

/** The department's phrases to put in, and a way to keep what was written now. */
function Phrases({ phrases, onPhrase }: DecisionFormProps) {
  const { t } = useTranslation();
  return (
    <div>
      {phrases.length > 0 && (
        <div className="phrases" role="group" aria-label={t('review.phrases')}>
          {phrases.map((phrase) => (
            <button
              key={phrase.id}
              type="button"
              className="btn btn-outline-primary btn-sm"
              onClick={() => onPhrase(phrase)}
            >
              {phrase.name}
              {Object.keys(phrase.fields).length > 0 &&
                ` · ${t('review.phrase-fields', { n: Object.keys(phrase.fields).length })}`}
            </button>
          ))}
        </div>
      )}
      <details>
        <summary className="hq-sm">{t('review.phrase-keep')}</summary>
        <div className="stack">
          <label>
            <span className="form-label">{t('review.phrase-name')}</span>
            <input className="form-control" name="name" maxLength={40} />
          </label>
          <button className="btn btn-outline-primary btn-sm" name="do" value="keep-phrase" formNoValidate>
            {t('review.phrase-save')}
          </button>
          {phrases.map(({ id, name }) => (
            <button
              key={id}
              className="btn btn-link btn-sm"
              formNoValidate
              name="do"
              value={`remove-phrase:${id}`}
            >
              {t('review.phrase-remove', { name })}
            </button>
          ))}
        </div>
      </details>
    </div>
  );
}
