import { Form, useNavigation } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import type { BatchShown } from './batch-summary';

/** What a form came back with. */
export interface DeedAnswer {
  problems: Record<string, string>;
  typed: Record<string, string>;
}

interface DeedProps {
  batch: BatchShown;
  answer: DeedAnswer | undefined;
  seesAccounts: boolean;
}

/** What may be done to the batch now; a closed button has its reason beside it. */
export function BatchDeeds(props: DeedProps) {
  const { batch, answer } = props;
  const { t } = useTranslation();
  if (batch.state === 'listing' || batch.state === 'cancelled') return null;
  const ofItem = answer?.typed.itemId !== undefined;
  return (
    <section className="hq-card hq-card-b stack" aria-labelledby="deeds">
      <h2 id="deeds">{t('grants.next')}</h2>
      {batch.state === 'draft' && <Propose {...props} />}
      {batch.state === 'proposed' && <Review {...props} />}
      {batch.state === 'announced' && (
        <p>{t(batch.isOpen ? 'grants.announced.help' : 'grants.settling.help', { date: batch.closesOn })}</p>
      )}
      {batch.state === 'final' && <Payments {...props} />}
      {answer && !ofItem && answer.typed.intent !== 'cancel' && (
        <p className="hq-note hq-note-no" role="alert">
          {Object.values(answer.problems).join('；')}
        </p>
      )}
      {batch.state !== 'final' && <Cancel {...props} />}
    </section>
  );
}

function Propose({ batch, answer }: DeedProps) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state !== 'idle';
  const id = useId();
  const { problems } = batch.sums;
  return (
    <Form method="post" className="fact-act" preventScrollReset>
      <input type="hidden" name="revision" value={batch.revision} />
      <label htmlFor={id}>{t('grants.objection-days')}</label>
      <input
        id={id}
        name="objectionDays"
        type="number"
        min={1}
        max={30}
        className="form-control fact-period"
        defaultValue={answer?.typed.objectionDays ?? batch.objectionDays}
      />
      <button
        className="btn btn-primary"
        name="intent"
        value="propose"
        disabled={isBusy || problems.length > 0}
      >
        {t('grants.propose')}
      </button>
      {problems.map((problem) => (
        <span key={problem} className="hq-sm">
          {t(`grants.problem.${problem}`)}
        </span>
      ))}
      <p className="hq-sm hq-muted grant-wide">{t('grants.propose.help')}</p>
    </Form>
  );
}

function Review({ batch }: DeedProps) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state !== 'idle';
  const id = useId();
  return (
    <>
      <Form method="post" className="fact-act" preventScrollReset>
        <input type="hidden" name="revision" value={batch.revision} />
        <button
          className="btn btn-primary"
          name="intent"
          value="announce"
          disabled={isBusy || !batch.mayAnnounce}
        >
          {t('grants.announce', { n: batch.objectionDays })}
        </button>
        <span className="hq-sm hq-muted">
          {t(batch.mayAnnounce ? 'grants.announce.help' : 'grants.announce.second')}
        </span>
      </Form>
      <Form method="post" className="fact-act" preventScrollReset>
        <input type="hidden" name="revision" value={batch.revision} />
        <label htmlFor={id}>{t(batch.isProposer ? 'grants.recall.reason' : 'grants.send-back.reason')}</label>
        <input id={id} name="reason" className="form-control fact-narrow" maxLength={500} />
        <button className="btn btn-outline-primary" name="intent" value="send-back" disabled={isBusy}>
          {t(batch.isProposer ? 'grants.recall' : 'grants.send-back')}
        </button>
      </Form>
    </>
  );
}

function Payments({ batch, seesAccounts }: DeedProps) {
  const { t } = useTranslation();
  const address = (format: string, accounts: boolean) =>
    `/desk/grants/${batch.id}/payments?format=${format}${accounts ? '&accounts=1' : ''}`;
  const granted = batch.sums.counts.granted ?? 0;
  if (granted === 0) return <p className="hq-muted">{t('grants.payments.none')}</p>;
  return (
    <>
      <div className="fact-act">
        {(['csv', 'xlsx'] as const).map((format) => (
          <a key={format} className="btn btn-outline-primary" href={address(format, false)} download>
            {t('grants.payments', { format: format.toUpperCase() })}
          </a>
        ))}
        {seesAccounts &&
          (['csv', 'xlsx'] as const).map((format) => (
            <a key={format} className="btn btn-outline-primary" href={address(format, true)} download>
              {t('grants.payments.accounts', { format: format.toUpperCase() })}
            </a>
          ))}
      </div>
      <p className="hq-sm hq-muted">
        {t(seesAccounts ? 'grants.payments.help' : 'grants.payments.reviewers')}
      </p>
    </>
  );
}

function Cancel({ batch, answer }: DeedProps) {
  const { t } = useTranslation();
  const id = useId();
  const isBusy = useNavigation().state !== 'idle';
  const wrong = answer?.typed.intent === 'cancel' ? answer : undefined;
  return (
    <details open={wrong !== undefined}>
      <summary>{t('grants.cancel')}</summary>
      <Form method="post" className="fact-act grant-form" preventScrollReset>
        <input type="hidden" name="revision" value={batch.revision} />
        <label htmlFor={id}>{t('grants.cancel.reason')}</label>
        <input
          id={id}
          name="reason"
          className="form-control fact-narrow"
          maxLength={500}
          defaultValue={wrong?.typed.reason}
        />
        <button className="btn btn-outline-primary" name="intent" value="cancel" disabled={isBusy}>
          {t('grants.cancel.send')}
        </button>
        {wrong && (
          <p className="hq-note hq-note-no grant-wide" role="alert">
            {Object.values(wrong.problems).join('；')}
          </p>
        )}
      </Form>
    </details>
  );
}
