import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { DisputeFields } from '~/app/components/dispute-fields';
import type { FieldDispute } from '~/forms/prefill/field-provenance';

import { readAnswer, type RefusalBody } from './read-answer';

interface DisputeDialogProps {
  draftId: string;
  field: { path: string; label: string; text: string; source: string };
  onRaised: (dispute: FieldDispute) => void;
  onClose: () => void;
}

/** 异议 from the field: what would be right, why, and the proof. The value itself stays until the department decides. */
export function DisputeDialog({ draftId, field, onRaised, onClose }: DisputeDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = new FormData(event.currentTarget);
    body.append('path', field.path);
    setBusy(true);
    setProblem(null);
    try {
      const response = await fetch(`/drafts/${draftId}/dispute`, {
        method: 'POST',
        body,
        redirect: 'manual',
      });
      if (response.ok) return onRaised((await response.json()) as FieldDispute);
      setProblem(await whatIsWrong(response, t('fill.dispute.failed')));
    } catch (reason) {
      reportError(reason);
      setProblem(t('fill.submit-unreachable'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className="hq-dialog" aria-labelledby={`${id}-title`} onClose={onClose}>
      <form onSubmit={(event) => void send(event)} className="stack">
        <h2 id={`${id}-title`}>{t('fill.dispute-field', { field: field.label })}</h2>
        <p className="hq-sm hq-muted">
          {t('fill.dispute.now', { value: field.text || t('fill.nothing'), source: field.source })}
        </p>
        <DisputeFields id={id} />
        {problem && (
          <p className="hq-note hq-note-no" role="alert">
            <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
            <span>{problem}</span>
          </p>
        )}
        <p className="hq-sm hq-muted">{t('fill.dispute.help')}</p>
        <div className="row-x wrapx">
          <button className="btn btn-primary" disabled={isBusy}>
            {isBusy ? t('fill.dispute.sending') : t('facts.dispute.send')}
          </button>
          <button type="button" className="btn btn-outline-primary" onClick={() => dialog.current?.close()}>
            {t('fill.dispute.cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

async function whatIsWrong(response: Response, otherwise: string): Promise<string> {
  const { errors, title } = (await readAnswer(response)) as RefusalBody;
  return errors?.map(({ message }) => message).join('；') || title || otherwise;
}
