import { Form, Link, useNavigation } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import type { CitedSource } from '~/app/components/policies/condition-tree';
import { inWords } from '~/knowledge/policies/estimate-amount';
import type { FirmGrant } from '~/knowledge/policies/grants/list-firm-grants.server';

import { GrantEvidenceView } from './grant-evidence';
import { grantReasonWords, yuanWords } from './grant-words';
import { useGrantLocale } from './use-grant-locale';

/** A grant with its sources found. */
export type ShownGrant = Omit<FirmGrant, 'sources'> & {
  sources: readonly CitedSource[];
  /** The firm's name, where the reader acts for several. */
  firm: string | null;
};

interface CardProps {
  grant: ShownGrant;
  answer: { problem: string; reason: string } | undefined;
}

/** A grant as the firm sees it: what it gets and why, until when it may say something, and what it said. */
export function FirmGrantCard({ grant, answer }: CardProps) {
  const { t } = useTranslation();
  const locale = useGrantLocale();
  const { objection, reason } = grant;
  const title = locale === 'en' ? (grant.titleEn ?? grant.title) : grant.title;
  return (
    <li id={grant.id}>
      <div className="row-x wrapx">
        <span className="tag tag-b">{t(stateWord(grant))}</span>
        <h2 className="grow fact-name grant-title">
          <Link to={`/policies/${grant.policyId}`}>{title}</Link>
        </h2>
        <b className="figure">
          {yuanWords(grant.state === 'granted' ? grant.grantedYuan : grant.yuan, locale)}
        </b>
      </div>
      {grant.firm !== null && <p className="hq-sm">{grant.firm}</p>}
      <p className="hq-sm">
        {grant.isOpen
          ? t('mygrants.until', { date: grant.closesOn })
          : grant.state === 'granted'
            ? t('mygrants.granted-on', { date: grant.grantedOn })
            : t('mygrants.closed', { date: grant.closesOn })}{' '}
        <span className="hq-muted">
          {locale === 'en' ? (grant.departmentEn ?? grant.department) : grant.department}
        </span>{' '}
        <Link to={`/grants/${grant.batchId}`}>{t('mygrants.public')}</Link>
      </p>
      {grant.isCancelled && (
        <p className="hq-note hq-note-no">
          {t('grants.cancelled')}
          {grant.cancelReason === 'policy-withdrawn'
            ? t('grants.cancelled.policy-withdrawn')
            : grant.cancelReason}
        </p>
      )}
      {reason && ['left-out', 'granted', 'listed'].includes(grant.state) && (
        <p className="hq-note hq-note-gap">{grantReasonWords(reason, t, locale)}</p>
      )}
      {objection && grant.state !== 'granted' && (
        <div className="hq-note hq-note-gap">
          <span>
            {t(objection.by === 'firm' ? 'mygrants.objection.own' : `mygrants.objection.${objection.by}`)}
            {objection.by === 'firm' && objection.text}
            {objection.by === 'system' &&
              t(`grants.objection.code.${objection.code ?? 'not-eligible'}`, { text: objection.text })}{' '}
            {objection.decision !== undefined &&
              t(`grants.objection.${objection.decision}`, { note: objection.note })}
          </span>
        </div>
      )}
      <details>
        <summary>{t('grants.evidence')}</summary>
        <p className="hq-sm hq-muted">
          {t('grants.judged-on', { date: grant.judgedOn })} <Link to="/my/facts">{t('mygrants.facts')}</Link>
        </p>
        <GrantEvidenceView
          evidence={grant.evidence[locale]}
          yuan={grant.yuan}
          sources={grant.sources}
          asOf={grant.judgedOn}
        />
      </details>
      {grant.isOpen && <Answers grant={grant} answer={answer} />}
      {!grant.isOpen && ['objected', 'left-out', 'removed'].includes(grant.state) && (
        <p className="hq-sm hq-muted">{t('mygrants.ask', { phone: inWords(grant.phone, locale) })}</p>
      )}
    </li>
  );
}

function stateWord({ state, answer, isCancelled, isOpen }: ShownGrant): string {
  if (isCancelled) return 'grants.batch-state.cancelled';
  if (state === 'listed' && answer === 'accepted') return 'mygrants.state.accepted';
  return state === 'listed' && !isOpen ? 'mygrants.state.settling' : `mygrants.state.${state}`;
}

function Answers({ grant, answer }: CardProps) {
  const { t } = useTranslation();
  const id = useId();
  const isBusy = useNavigation().state !== 'idle';
  const isAccepted = grant.answer === 'accepted' && grant.state === 'listed';
  return (
    <>
      <Form method="post" className="opp-acts" preventScrollReset>
        <input type="hidden" name="itemId" value={grant.id} />
        {!isAccepted && (
          <button className="btn btn-primary" name="answer" value="accepted" disabled={isBusy}>
            {t(grant.state === 'listed' ? 'mygrants.accept' : 'mygrants.accept-after-all')}
          </button>
        )}
        {grant.state !== 'declined' && (
          <button className="btn btn-outline-primary" name="answer" value="declined" disabled={isBusy}>
            {t('mygrants.decline')}
          </button>
        )}
      </Form>
      {grant.state === 'listed' && !isAccepted && <p className="hq-sm hq-muted">{t('mygrants.silence')}</p>}
      {grant.state !== 'objected' && (
        <details open={answer !== undefined}>
          <summary>{t('mygrants.object')}</summary>
          <Form method="post" className="opp-dismiss" preventScrollReset>
            <input type="hidden" name="itemId" value={grant.id} />
            <div>
              <label className="form-label" htmlFor={id}>
                {t('mygrants.object.reason')}
              </label>
              <textarea
                id={id}
                name="reason"
                className="form-control"
                rows={3}
                maxLength={1000}
                defaultValue={answer?.reason}
              />
            </div>
            {answer && (
              <p className="hq-note hq-note-no" role="alert">
                {answer.problem}
              </p>
            )}
            <p className="hq-sm hq-muted">{t('mygrants.object.help')}</p>
            <div>
              <button className="btn btn-outline-primary" name="answer" value="objected" disabled={isBusy}>
                {t('mygrants.object.send')}
              </button>
            </div>
          </Form>
        </details>
      )}
    </>
  );
}
