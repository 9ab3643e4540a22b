import { Form } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import type { HandoverSummary } from '~/knowledge/helpdesk/handover-summary';

export type SharedFact = HandoverSummary['facts'][number];

interface HandoverFormProps {
  conversationId: string;
  turnId: string;
  question: string;
  isSignedIn: boolean;
  /** The firm's facts that would go with the question if it agrees; null when nobody acts for a firm. */
  facts: SharedFact[] | null;
  problems?: Record<string, string> | undefined;
  /** Opened at once: the assistant offers a person. */
  isOpen?: boolean;
}

/** 转人工: the question, how to be reached, and whether the firm's facts may go with it. */
export function HandoverForm({
  conversationId,
  turnId,
  question,
  isSignedIn,
  facts,
  problems,
  isOpen = false,
}: HandoverFormProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <details className="chat-handover" open={isOpen || problems !== undefined}>
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
        {facts !== null && facts.length > 0 && <Consent id={`${id}-f`} facts={facts} />}
        <p className="hq-xs hq-muted">
          {t(isSignedIn ? 'chat.handover.note.person' : 'chat.handover.note.code')}
        </p>
        <button className="btn btn-primary">{t('chat.handover.send')}</button>
      </Form>
    </details>
  );
}

/** 同意提供数据: one box, and below it exactly what it covers. Unchecked, nothing goes. */
function Consent({ id, facts }: { id: string; facts: SharedFact[] }) {
  const { t } = useTranslation();
  return (
    <div className="chat-consent">
      <div className="form-check">
        <input
          className="form-check-input"
          type="checkbox"
          id={id}
          name="shareFacts"
          value="yes"
          aria-describedby={`${id}-list`}
        />
        <label className="form-check-label" htmlFor={id}>
          {t('chat.handover.share', { n: facts.length })}
        </label>
      </div>
      <details id={`${id}-list`}>
        <summary>{t('chat.handover.share.which')}</summary>
        <dl>
          {facts.map(({ label, value, source }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {value} <span className="hq-muted">{source}</span>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
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
