import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { Gap } from '~/knowledge/helpdesk/list-gaps.server';

import { showTime } from './show-time';

const reasons = ['out-of-scope', 'answered', 'unclear', 'other'] as const;

/** A group of questions that ask the same: how many ask, in which words, and what to do about it. */
export function GapCard({ gap, most, problem }: { gap: Gap; most: number; problem: string | null }) {
  const { t } = useTranslation();
  const causes = Object.entries(gap.causes).map(([cause, n]) => t(`gaps.cause.${cause}`, { n }));
  // The heading is the first question: it isn't told twice unless somebody commented on its answer.
  const samples = gap.samples.filter(({ text, comment }) => text !== gap.label || comment !== null);
  return (
    <article className="hq-card hq-card-b gap-card" aria-label={gap.label}>
      <div className="row-x wrapx">
        <h2 className="grow">{gap.label}</h2>
        {gap.reopenedAt && gap.state === 'open' && (
          <span className="tag faq-needs-review">{t('gaps.reopened')}</span>
        )}
      </div>
      <div className="gap-count">
        <meter min={0} max={most} value={gap.askers} aria-label={t('gaps.askers', { n: gap.askers })} />
        <b>{t('gaps.askers', { n: gap.askers })}</b>
        <span className="hq-sm hq-muted">
          {t('gaps.asked', {
            n: gap.questions,
            first: showTime(gap.firstAskedAt),
            last: showTime(gap.lastAskedAt),
          })}
        </span>
      </div>
      <p className="hq-sm hq-muted">{causes.join(' · ')}</p>
      <ul className="gap-samples">
        {samples.map((sample) => (
          <li key={sample.text}>
            {sample.text}
            {sample.comment && <span className="hq-sm hq-muted"> —— {sample.comment}</span>}
          </li>
        ))}
      </ul>
      {gap.state === 'open' ? (
        <Leads gap={gap} problem={problem} />
      ) : (
        <Form method="post" className="row-x wrapx">
          <input type="hidden" name="id" value={gap.id} />
          <span className="hq-sm">
            {[
              t(`gaps.resolution.${gap.resolution ?? 'closed'}`),
              gap.reason && t(`gaps.reason.${gap.reason}`),
              gap.note,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <button className="btn btn-outline-primary btn-sm" name="resolution" value="open">
            {t('gaps.undo')}
          </button>
        </Form>
      )}
    </article>
  );
}

/** What can be done: write an FAQ, bring the document in, teach a word, or close with a reason. */
function Leads({ gap, problem }: { gap: Gap; problem: string | null }) {
  const { t } = useTranslation();
  const term = encodeURIComponent(gap.label.slice(0, 40));
  return (
    <>
      <div className="row-x wrapx">
        <Link className="btn btn-primary btn-sm" to={`/desk/faqs/new?cluster=${gap.id}`}>
          {t('gaps.write-faq')}
        </Link>
        <Link className="btn btn-outline-primary btn-sm" to="/desk/documents/upload">
          {t('gaps.upload')}
        </Link>
        <Link className="btn btn-outline-primary btn-sm" to={`/desk/dictionary?new=synonym&term=${term}`}>
          {t('gaps.synonym')}
        </Link>
      </div>
      <details className="q-more-deed" open={problem !== null}>
        <summary>{t('gaps.decide')}</summary>
        <Form method="post" className="stack">
          <input type="hidden" name="id" value={gap.id} />
          <div className="row-x wrapx">
            <button className="btn btn-outline-primary btn-sm" name="resolution" value="document">
              {t('gaps.did.document')}
            </button>
            <button className="btn btn-outline-primary btn-sm" name="resolution" value="synonym">
              {t('gaps.did.synonym')}
            </button>
          </div>
          <div className="row-x wrapx">
            <label className="visually-hidden" htmlFor={`reason-${gap.id}`}>
              {t('gaps.reason')}
            </label>
            <select id={`reason-${gap.id}`} name="reason" className="form-select gap-reason" defaultValue="">
              <option value="">{t('gaps.reason')}</option>
              {reasons.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`gaps.reason.${reason}`)}
                </option>
              ))}
            </select>
            <input
              name="note"
              className="form-control gap-reason"
              maxLength={300}
              aria-label={t('gaps.note')}
              placeholder={t('gaps.note')}
            />
            <button className="btn btn-outline-primary btn-sm" name="resolution" value="closed">
              {t('gaps.close')}
            </button>
          </div>
          {problem && (
            <p className="invalid-feedback" role="alert">
              {problem}
            </p>
          )}
        </Form>
      </details>
    </>
  );
}
