import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ChangeBadge } from '~/app/evaluation/change-badge';
import { CheckStatus } from '~/app/evaluation/check-status';
import { useLookAgain } from '~/app/desk/use-look-again';
import { showInstant } from '~/app/forms/cases/show-instant';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/evaluation.css?url';
import { translator } from '~/app/words/translator';
import { changeStates, type ChangeState } from '~/knowledge/evaluation/gate/change-kinds';
import { gateRoles } from '~/knowledge/evaluation/gate/change-rights';
import { countChanges, listChanges, type ChangeView } from '~/knowledge/evaluation/gate/list-changes.server';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, ...gateRoles);
  const { db } = context.services;
  const asked = new URL(request.url).searchParams.get('state');
  const state = changeStates.find((one) => one === asked);
  return {
    state: state ?? null,
    changes: await listChanges(db, reader, { ...(state && { state }) }),
    counts: await countChanges(db, reader),
    title: `${translator(localeOf(request))('gate.title')} · 惠企通`,
  };
}

export default function ChangesRoute() {
  const { state, changes, counts } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  useLookAgain((counts.waiting ?? 0) + (counts.running ?? 0) > 0);
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('gate.title')}</h1>
      </div>
      <p className="hq-sm hq-muted ev-lead">{t('gate.lead')}</p>
      <nav className="ev-filter" aria-label={t('gate.filter')}>
        <FilterLink to="." isOn={state === null} word={t('gate.all')} n={all} />
        {changeStates
          .filter((one) => one !== 'passed')
          .map((one) => (
            <FilterLink
              key={one}
              to={`?state=${one}`}
              isOn={state === one}
              word={t(`gate.state.${one}`)}
              n={counts[one] ?? 0}
            />
          ))}
      </nav>
      {changes.length === 0 ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-shield-check" aria-hidden="true" />
          <p>{t(state === null ? 'gate.none' : 'gate.none-of-state')}</p>
        </div>
      ) : (
        <ul className="plain stack">
          {changes.map((change) => (
            <ChangeRow key={change.id} change={change} />
          ))}
        </ul>
      )}
    </div>
  );
}

function FilterLink({ to, isOn, word, n }: { to: string; isOn: boolean; word: string; n: number }) {
  return (
    <Link to={to} className={isOn ? 'on' : undefined} aria-current={isOn ? 'page' : undefined}>
      {word} <span className="num">{n}</span>
    </Link>
  );
}

function ChangeRow({ change }: { change: ChangeView }) {
  const { t } = useTranslation();
  const { id, kind, state, title, department, proposedBy, createdAt, progress, rollsBackId } = change;
  return (
    <li className="hq-card ev-change">
      <ChangeBadge state={state} />
      <div className="grow">
        <Link className="ev-change-t" to={`/desk/changes/${id}`}>
          {rollsBackId === null ? title : t('gate.rollback-of', { title })}
        </Link>
        <p className="hq-xs hq-muted">
          {[
            t(`gate.kind.${kind}`),
            department ?? t('gate.whole-city'),
            proposedBy ?? t('gate.by-system'),
            showInstant(createdAt),
          ].join(' · ')}
        </p>
        {progress && <CheckStatus progress={progress} />}
        <Outcome finding={change.finding} hidden={change.hidden} state={state} />
      </div>
    </li>
  );
}

function Outcome({
  finding,
  hidden,
  state,
}: Pick<ChangeView, 'finding' | 'hidden'> & { state: ChangeState }) {
  const { t } = useTranslation();
  if (finding === null || state === 'waiting' || state === 'running') return null;
  return (
    <p className="hq-sm">{t(`gate.outcome.${finding.outcome}`, { count: finding.worse.length + hidden })}</p>
  );
}
