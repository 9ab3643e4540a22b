import { useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { ChatModelFailure } from '~/knowledge/answers/chat-model-error';

import type { NoticeFound } from './read-notice-page.server';

/** Asks the chat model for what the rules left unread, and says what came of it. Nothing to see without a model. */
export function ReadByModel({
  found: { unread, byModel },
  model,
  failed,
  isBusy,
}: {
  found: NoticeFound;
  model: string | null;
  failed: ChatModelFailure | null;
  isBusy: boolean;
}) {
  const { t } = useTranslation();
  const isReading = useNavigation().formData?.get('intent') === 'model';
  const canAsk = model !== null && unread > 0;
  if (!canAsk && !byModel) return null;
  return (
    <div className="notice-model" aria-live="polite">
      {byModel && <p>{t('notice.model.read', byModel)}</p>}
      {failed && <p className="text-danger">{t(`notice.model.failed.${failed}`)}</p>}
      {canAsk && (
        <>
          <p className="hq-sm hq-muted">{t('notice.model.help', { unread })}</p>
          {/* The draft's own fields may still be empty: only the notice is sent to the model. */}
          <button
            className="btn btn-outline-primary"
            name="intent"
            value="model"
            formNoValidate
            disabled={isBusy}
          >
            {isReading && <span className="spinner-border spinner-border-sm" aria-hidden="true" />}{' '}
            {t(isReading ? 'notice.model.reading' : 'notice.model.ask', { model })}
          </button>
        </>
      )}
    </div>
  );
}
