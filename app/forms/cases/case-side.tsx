import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { showInstant } from './show-instant';

interface CheckListProps {
  items: readonly { item: string; doneBy: string | null; at: string | Date | null }[];
  mayTick: boolean;
}

/** What the form's check list asks, ticked by name. */
export function CheckList({ items, mayTick }: CheckListProps) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  const done = items.filter(({ doneBy }) => doneBy !== null).length;
  return (
    <section className="hq-card" aria-labelledby="checks-title">
      <div className="hq-card-h">
        <h2 id="checks-title">{t('review.checks')}</h2>
        <span className="hq-sm hq-muted fill-note">
          {t('review.checks-done', { n: done, all: items.length })}
        </span>
      </div>
      <ul className="checks">
        {items.map(({ item, doneBy, at }) => (
          <li key={item}>
            <Form method="post" preventScrollReset>
              <input type="hidden" name="item" value={item} />
              <input type="hidden" name="done" value={doneBy === null ? 'on' : 'off'} />
              <button
                name="do"
                value="tick"
                className={doneBy === null ? '' : 'is-done'}
                role="checkbox"
                aria-checked={doneBy !== null}
                disabled={!mayTick}
              >
                <i
                  className={`bi ${doneBy === null ? 'bi-square' : 'bi-check-square-fill'}`}
                  aria-hidden="true"
                />
                <span>
                  {item}
                  {doneBy !== null && (
                    <span className="hq-prov ev-fact">
                      {doneBy}
                      {at && ` · ${showInstant(at)}`}
                    </span>
                  )}
                </span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A note for the colleagues. */
export function NoteForm() {
  const { t } = useTranslation();
  const isBusy = useNavigation().state === 'submitting';
  return (
    <Form method="post" className="hq-card hq-card-b stack" preventScrollReset>
      <label className="form-label" htmlFor="note">
        {t('review.note')}
      </label>
      <textarea id="note" name="note" className="form-control" rows={2} maxLength={2000} required />
      <p className="hq-sm hq-muted">{t('review.note-help')}</p>
      <button className="btn btn-outline-primary" name="do" value="note" disabled={isBusy}>
        {t('review.note-save')}
      </button>
    </Form>
  );
}

interface AssigneeFormProps {
  assigneeName: string | null;
  people: readonly { personId: string; name: string; open: number }[];
}

/** Who works on the case, and whom it could be given to, with what each has already. */
export function AssigneeForm({ assigneeName, people }: AssigneeFormProps) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state === 'submitting';
  return (
    <Form method="post" className="hq-card hq-card-b stack" key={assigneeName} preventScrollReset>
      <label className="form-label" htmlFor="person">
        {t('cases.assignee')}：{assigneeName ?? t('cases.assignee.none')}
      </label>
      <div className="row-x wrapx">
        <select id="person" name="person" className="form-select" defaultValue="me">
          <option value="me">{t('cases.assign.me')}</option>
          {people.map(({ personId, name, open }) => (
            <option key={personId} value={personId}>
              {t('cases.assign.person', { name, n: open })}
            </option>
          ))}
          <option value="none">{t('cases.assign.back')}</option>
        </select>
        <button className="btn btn-outline-primary" name="do" value="assign" disabled={isBusy}>
          {t('cases.assign')}
        </button>
      </div>
    </Form>
  );
}

interface ProposalFormProps {
  proposal: 'approve' | 'refuse';
  by: string;
  reason: string | null;
  mayAnswer: boolean;
  lastEvent: number;
}

/** What the first of two people proposed; the second agrees or says why not. */
export function ProposalForm({ proposal, by, reason, mayAnswer, lastEvent }: ProposalFormProps) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state === 'submitting';
  return (
    <section className="hq-card" aria-labelledby="proposal-title">
      <div className="hq-card-h">
        <h2 id="proposal-title">{t('review.second')}</h2>
      </div>
      <Form method="post" className="hq-card-b stack">
        <p>
          {t('review.proposed', { name: by, decision: t(`review.${proposal}`) })}
          {reason && `：${reason}`}
        </p>
        {mayAnswer ? (
          <>
            <input type="hidden" name="lastEvent" value={lastEvent} />
            <label className="form-label" htmlFor="second-reason">
              {t('review.second-reason')}
            </label>
            <textarea id="second-reason" name="reason" className="form-control" rows={2} maxLength={1000} />
            <div className="row-x wrapx">
              <button className="btn btn-primary" name="do" value="agree" disabled={isBusy}>
                {t('review.agree', { decision: t(`review.${proposal}`) })}
              </button>
              <button className="btn btn-outline-primary" name="do" value="decline" disabled={isBusy}>
                {t('review.decline')}
              </button>
            </div>
            <p className="hq-sm hq-muted">{t('review.sure')}</p>
          </>
        ) : (
          <p className="hq-sm hq-muted">{t('review.second-other')}</p>
        )}
      </Form>
    </section>
  );
}

/** Takes a decision back by a new one. */
export function RevokeForm({ lastEvent }: { lastEvent: number }) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state === 'submitting';
  return (
    <details className="hq-card">
      <summary className="hq-card-h">{t('review.revoke')}</summary>
      <Form method="post" className="hq-card-b stack">
        <p className="hq-sm">{t('review.revoke-help')}</p>
        <input type="hidden" name="lastEvent" value={lastEvent} />
        <label className="form-label" htmlFor="revoke-reason">
          {t('review.revoke-reason')}
        </label>
        <textarea
          id="revoke-reason"
          name="reason"
          className="form-control"
          rows={2}
          maxLength={1000}
          required
        />
        <button className="btn btn-outline-primary" name="do" value="revoke" disabled={isBusy}>
          {t('review.revoke-confirm')}
        </button>
      </Form>
    </details>
  );
}
