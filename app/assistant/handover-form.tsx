import { Form } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

interface HandoverFormProps {
  conversationId: string;
  turnId: string;
  question: string;
  isSignedIn: boolean;
  hasFirm: boolean;
  problems?: Record<string, string> | undefined;
}

/** 转人工: the question, how to be reached, and whether the firm's facts may go with it. */
export function HandoverForm({
  conversationId,
  turnId,
  question,
  isSignedIn,
  hasFirm,
  problems,
}: HandoverFormProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <details className="chat-handover" open={problems !== undefined}>
      <summary className="btn btn-primary">
        <i className="bi bi-headset" aria-hidden="true" />
        {t('chat.handover.open')}
      </summary>
      <Form method="post" action="/assistant/handover" className="stack" preventScrollReset>
        <input type="hidden" name="c" value={conversationId} />
        <input type="hidden" name="turnId" value={turnId} />
        <Field id={`${id}-q`} label={t('chat.handover.question')} problem={problems?.question}>
          <textarea
            id={`${id}-q`}
            className="form-control"
            name="question"
            rows={3}
            maxLength={1000}
            required
            defaultValue={question}
          />
        </Field>
        <div className="chat-handover-who">
          <Field id={`${id}-n`} label={t('chat.handover.name')} problem={problems?.contactName}>
            <input
              id={`${id}-n`}
              className="form-control"
              name="contactName"
              maxLength={40}
              autoComplete="name"
            />
          </Field>
          <Field id={`${id}-p`} label={t('chat.handover.phone')} problem={problems?.contactPhone}>
            <input
              id={`${id}-p`}
              className="form-control"
              name="contactPhone"
              inputMode="tel"
              autoComplete="tel"
            />
          </Field>
        </div>
        {hasFirm && (
          <div className="form-check">
            <input
              className="form-check-input"
              type="checkbox"
              id={`${id}-f`}
              name="shareFacts"
              value="yes"
            />
            <label className="form-check-label" htmlFor={`${id}-f`}>
              {t('chat.handover.share')}
            </label>
          </div>
        )}
        <p className="hq-xs hq-muted">
          {t(isSignedIn ? 'chat.handover.note.person' : 'chat.handover.note.code')}
        </p>
        <button className="btn btn-primary">{t('chat.handover.send')}</button>
      </Form>
    </details>
  );
}

function Field({
  id,
  label,
  problem,
  children,
}: {
  id: string;
  label: string;
  problem: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <div>
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      {children}
      {problem && (
        <p className="invalid-feedback" role="alert">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          {problem}
        </p>
      )}
    </div>
  );
}
