import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { ChangeBadge } from '~/app/evaluation/change-badge';
import { CheckStatus } from '~/app/evaluation/check-status';
import { FindingCard } from '~/app/evaluation/finding-card';
import { useLookAgain } from '~/app/desk/use-look-again';
import { showInstant } from '~/app/forms/cases/show-instant';
import { requireFields } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/evaluation.css?url';
import { joinProblems, sayProblem } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { gateRoles } from '~/knowledge/evaluation/gate/change-rights';
import {
  publishByDecision,
  recheckChange,
  rejectChange,
} from '~/knowledge/evaluation/gate/decide-change.server';
import { requireChangeView } from '~/knowledge/evaluation/gate/list-changes.server';
import { rollBackChange } from '~/knowledge/evaluation/gate/roll-back-change.server';
import { AccessDeniedError, ConflictError, InvalidInputError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.change.title ?? ''} · 惠企通` },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...gateRoles);
    const change = await requireChangeView(context.services.db, reader, params.id ?? '');
    const refusal = change.finding?.refusal;
    if (!change.finding || refusal === undefined) return { change };
    const words = refusal.split('；').map((one) => sayProblem(localeOf(request), one));
    return { change: { ...change, finding: { ...change.finding, refusal: words.join(' ') } } };
  });
}

const input = z.object({
  intent: z.enum(['publish', 'reject', 'recheck', 'roll-back']),
  reason: z.string().default(''),
});

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...gateRoles);
    const { services } = context;
    const id = params.id ?? '';
    const { intent, reason } = requireFields(input, await request.formData());
    try {
      if (intent === 'publish') await publishByDecision(services, reader, id, reason);
      else if (intent === 'reject') await rejectChange(services, reader, id, reason);
      else if (intent === 'recheck') await recheckChange(services, reader, id);
      else await rollBackChange(services, reader, id);
      return redirect(`/desk/changes/${id}`);
    } catch (error) {
      if (error instanceof InvalidInputError)
        return data({ problem: joinProblems(localeOf(request), error.fields), reason }, { status: 422 });
      if (error instanceof ConflictError)
        return data({ problem: sayProblem(localeOf(request), error.message), reason }, { status: 409 });
      if (error instanceof AccessDeniedError && error.action === 'publish-own-change')
        return data({ problem: 'own-change', reason }, { status: 403 });
      throw error;
    }
  });
}

export default function ChangeRoute() {
  const { change } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const { state, title, finding, progress, rollsBackId, rolledBackById } = change;
  useLookAgain(state === 'waiting' || state === 'running');
  const line = [
    t(`gate.kind.${change.kind}`),
    change.department ?? t('gate.whole-city'),
    t('gate.proposed', { name: change.proposedBy ?? t('gate.by-system'), at: showInstant(change.createdAt) }),
  ];
  return (
    <div className="stack">
      <p className="crumb">
        <Link to="/desk/changes">{t('gate.title')}</Link>
      </p>
      <div className="deskhead">
        <h1>{rollsBackId === null ? title : t('gate.rollback-of', { title })}</h1>
        <ChangeBadge state={state} />
      </div>
      <p className="hq-sm hq-muted">{line.join(' · ')}</p>
      {answer && (
        <p className="hq-note hq-note-no" role="alert">
          {answer.problem === 'own-change' ? t('gate.own-change') : answer.problem}
        </p>
      )}
      <div aria-live="polite">
        {progress && (
          <div className="hq-card hq-card-b">
            <CheckStatus progress={progress} />
          </div>
        )}
      </div>
      <Decided change={change} />
      {rollsBackId !== null && (
        <p className="hq-sm">
          <Link to={`/desk/changes/${rollsBackId}`}>{t('gate.see-original')}</Link>
        </p>
      )}
      {rolledBackById !== null && (
        <p className="hq-sm">
          <Link to={`/desk/changes/${rolledBackById}`}>{t('gate.see-rollback')}</Link>
        </p>
      )}
      {finding && state !== 'waiting' && state !== 'running' && (
        <FindingCard finding={finding} hidden={change.hidden} />
      )}
      <Deeds change={change} reason={answer?.reason ?? ''} />
    </div>
  );
}

type Change = ReturnType<typeof useLoaderData<typeof loader>>['change'];

function Decided({ change }: { change: Change }) {
  const { t } = useTranslation();
  const { state, decidedBy, decidedAt, reason, publishedAt } = change;
  if (decidedAt !== null) {
    const words = { name: decidedBy ?? t('gate.by-system'), at: showInstant(decidedAt) };
    return (
      <p className="hq-note">
        {t(`gate.decided.${state === 'published' || state === 'rejected' ? state : 'rolled-back'}`, words)}
        {reason !== null && ` ${t('gate.reason-was', { reason })}`}
      </p>
    );
  }
  if (state !== 'published' || publishedAt === null) return null;
  return <p className="hq-note">{t(publishedWords(change), { at: showInstant(publishedAt) })}</p>;
}

function publishedWords({ kind, rollsBackId, finding }: Change): string {
  if (kind === 'calendar') return 'gate.calendar-done';
  if (rollsBackId !== null) return 'gate.rollback-done';
  return finding?.outcome === 'no-worse' ? 'gate.published-itself' : 'gate.published-by-trial';
}

function Deeds({ change, reason }: { change: Change; reason: string }) {
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  if (change.kind === 'calendar') return null;
  if (change.state === 'published' && change.rollsBackId === null) {
    return (
      <Form method="post" className="hq-card hq-card-b ev-deeds">
        <p className="hq-sm">{t('gate.roll-back-note')}</p>
        <button className="btn btn-outline-primary" name="intent" value="roll-back" disabled={busy}>
          <i className="bi bi-arrow-counterclockwise" aria-hidden="true" /> {t('gate.roll-back')}
        </button>
      </Form>
    );
  }
  if (change.state !== 'failed') return null;
  const canPublish = change.finding?.outcome !== 'refused' && change.finding?.outcome !== 'failed';
  return (
    <Form method="post" className="hq-card hq-card-b ev-deeds" aria-label={t('gate.decide')}>
      <h2>{t('gate.decide')}</h2>
      {canPublish && !change.mayPublish && <p className="hq-note hq-note-gap">{t('gate.own-change')}</p>}
      <label className="form-label" htmlFor="reason">
        {t('gate.reason')}
      </label>
      <textarea
        className="form-control"
        id="reason"
        name="reason"
        rows={3}
        maxLength={500}
        defaultValue={reason}
        aria-describedby="reason-note"
      />
      <p id="reason-note" className="form-text">
        {t('gate.reason-note')}
      </p>
      <p className="row-x">
        {canPublish && change.mayPublish && (
          <button className="btn btn-primary" name="intent" value="publish" disabled={busy}>
            {t('gate.publish-anyway')}
          </button>
        )}
        <button className="btn btn-outline-primary" name="intent" value="reject" disabled={busy}>
          {t('gate.reject')}
        </button>
        <button className="btn btn-link" name="intent" value="recheck" disabled={busy}>
          {t('gate.recheck')}
        </button>
      </p>
    </Form>
  );
}
