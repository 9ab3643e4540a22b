import { useFetcher } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

const kinds = [
  ['useful', 'bi-hand-thumbs-up'],
  ['not-useful', 'bi-hand-thumbs-down'],
] as const;

/** 有用, 没用, 报告错误; one word of thanks afterwards. */
export function FeedbackButtons({ turnId, given }: { turnId: string; given: string | null }) {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  const sent = fetcher.formData?.get('kind') ?? given;
  return (
    <fetcher.Form method="post" action="/assistant/feedback" className="tools">
      <input type="hidden" name="turnId" value={turnId} />
      {kinds.map(([kind, icon]) => (
        <button key={kind} className="iconbtn" name="kind" value={kind} aria-pressed={sent === kind}>
          <i className={`bi ${sent === kind ? `${icon}-fill` : icon}`} aria-hidden="true" />
          {t(`chat.feedback.${kind}`)}
        </button>
      ))}
      <details className="chat-report">
        <summary className="iconbtn">
          <i className={`bi ${sent === 'wrong' ? 'bi-flag-fill' : 'bi-flag'}`} aria-hidden="true" />
          {t('chat.feedback.wrong')}
        </summary>
        <label className="form-label" htmlFor={`report-${turnId}`}>
          {t('chat.feedback.what')}
        </label>
        <textarea id={`report-${turnId}`} className="form-control" name="comment" rows={2} maxLength={1000} />
        <button className="btn btn-outline-primary btn-sm" name="kind" value="wrong">
          {t('chat.feedback.send')}
        </button>
      </details>
      <span className="hq-xs hq-muted" role="status">
        {sent ? t('chat.feedback.noted') : ''}
      </span>
    </fetcher.Form>
  );
}
