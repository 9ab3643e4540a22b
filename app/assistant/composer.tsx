import { Form } from '@remix-run/react';
import { forwardRef, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

interface ComposerProps {
  conversationId: string | null;
  firm: string | null;
  busy: boolean;
  initial: string;
  problem: string | null;
  onAsk: (message: string) => void;
  onStop: () => void;
}

/** The question field; Enter sends. Without a script it is a plain form. */
export const Composer = forwardRef<HTMLInputElement, ComposerProps>(function Composer(props, ref) {
  const { conversationId, firm, busy, initial, problem, onAsk, onStop } = props;
  const { t } = useTranslation();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const message = new FormData(form).get('message');
    if (busy || typeof message !== 'string' || message.trim() === '') return;
    onAsk(message.trim());
    form.reset();
    const field = form.elements.namedItem('message');
    if (field instanceof HTMLInputElement) field.value = '';
  };
  return (
    <div className="composer">
      {problem && (
        <p className="invalid-feedback chat-problem" role="alert">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          {problem}
        </p>
      )}
      <Form method="post" action="/assistant" className="box" onSubmit={submit}>
        {conversationId && <input type="hidden" name="c" value={conversationId} />}
        <input
          ref={ref}
          name="message"
          aria-label={t(conversationId ? 'chat.composer.more' : 'chat.composer.first')}
          placeholder={t(conversationId ? 'chat.composer.more-hint' : 'chat.composer.first-hint')}
          defaultValue={initial}
          maxLength={1000}
          required
          autoComplete="off"
        />
        {busy ? (
          <button type="button" className="btn btn-outline-primary" onClick={onStop}>
            <i className="bi bi-stop-circle" aria-hidden="true" />
            {t('chat.stop')}
          </button>
        ) : (
          <button className="btn btn-primary">{t('chat.ask')}</button>
        )}
      </Form>
      <p className="hq-xs hq-muted hide-m composer-note">
        {firm ? t('chat.composer.firm', { firm }) : t('chat.composer.nobody')}
      </p>
    </div>
  );
});
