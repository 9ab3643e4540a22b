import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { changeAccount } from '~/app/people/change-account.server';
import { cityTime } from '~/app/people/city-time';
import { DoneNote, ProblemNote } from '~/app/people/form-field';
import { LinkToHandOver } from '~/app/people/link-to-hand-over';
import { getPerson } from '~/app/people/list-people.server';
import { readForm } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/people.css?url';
import { cityRoles, departmentRoles } from '~/prisma/access/role-rules';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireStaff(request, context, 'administrator');
    return getPerson(db, reader, params.id ?? '', now());
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'administrator');
    const typed = readForm(await request.formData());
    const change = await changeAccount(context.services, reader, params.id ?? '', typed);
    if (change.outcome === 'link') return data({ problem: null, done: null, path: change.path });
    const isDone = ['changed', 'granted', 'revoked', 'waits'].includes(change.outcome);
    return isDone
      ? data({ problem: null, done: { key: `accounts.done.${change.outcome}` }, path: null })
      : data(
          { problem: { key: `accounts.error.${change.outcome}` }, done: null, path: null },
          { status: 409 },
        );
  });
}

export default function PersonPage() {
  const { person, isMyself } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="people-desk">
      <div className="deskhead">
        <Link to="/desk/people">{t('accounts.title')}</Link>
        <h1>{person.name}</h1>
        {person.disabledAt && <span className="tag">{t('accounts.disabled')}</span>}
      </div>
      <ProblemNote sentence={answer?.problem} />
      <DoneNote sentence={answer?.done} />
      {answer?.path && <LinkToHandOver path={answer.path} days={1} />}
      <div className="people-split">
        <section className="hq-card hq-card-b people-form" aria-labelledby="account">
          <h2 id="account">{t('accounts.account')}</h2>
          <dl className="kv">
            <dt>{t('people.login-name')}</dt>
            <dd>{person.loginName}</dd>
            <dt>{t('people.email')}</dt>
            <dd>{person.email ?? '—'}</dd>
            <dt>{t('people.phone')}</dt>
            <dd>{person.phone ?? '—'}</dd>
            <dt>{t('accounts.created')}</dt>
            <dd className="num">{cityTime(person.createdAt)}</dd>
            <dt>{t('accounts.sessions')}</dt>
            <dd className="num">
              {person.sessions}
              {person.lastSeenAt && ` (${cityTime(person.lastSeenAt)})`}
            </dd>
            {person.lockedUntil && (
              <>
                <dt>{t('accounts.locked')}</dt>
                <dd className="num">{cityTime(person.lockedUntil)}</dd>
              </>
            )}
            <dt>{t('accounts.firms')}</dt>
            <dd>{person.memberships.map(({ enterprise }) => enterprise.name).join('；') || '—'}</dd>
          </dl>
          {isMyself ? (
            <p className="hq-muted">{t('accounts.error.oneself')}</p>
          ) : (
            <Form method="post" className="people-actions">
              <button className="btn btn-outline-primary btn-sm" name="intent" value="password-link">
                {t('accounts.password-link')}
              </button>
              {person.lockedUntil && (
                <button className="btn btn-outline-primary btn-sm" name="intent" value="unlock">
                  {t('accounts.unlock')}
                </button>
              )}
              {person.sessions > 0 && (
                <button className="btn btn-outline-primary btn-sm" name="intent" value="end-sessions">
                  {t('account.end-sessions')}
                </button>
              )}
              <button
                className="btn btn-outline-primary btn-sm"
                name="intent"
                value={person.disabledAt ? 'enable' : 'disable'}
              >
                {t(person.disabledAt ? 'accounts.enable' : 'accounts.disable')}
              </button>
            </Form>
          )}
        </section>
        <RolesCard />
      </div>
    </div>
  );
}

function RolesCard() {
  const { person, departments } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <section className="hq-card hq-card-b people-form" aria-labelledby="roles">
      <h2 id="roles">{t('accounts.roles')}</h2>
      {person.appointments.length === 0 && <p className="hq-muted">{t('accounts.no-role')}</p>}
      {person.appointments.map(({ id, role, department }) => {
        const words = [department?.name, t(`role.${role}`)].filter(Boolean).join(' · ');
        return (
          <Form key={id} method="post" className="people-row">
            <span className="grow">{words}</span>
            <input type="hidden" name="appointmentId" value={id} />
            <button
              className="btn btn-outline-primary btn-sm"
              name="intent"
              value="revoke"
              aria-label={t('accounts.revoke-label', { role: words })}
            >
              {t('accounts.revoke')}
            </button>
          </Form>
        );
      })}
      <Form method="post" className="people-filter">
        <div className="people-field">
          <label className="form-label" htmlFor="grant-role">
            {t('accounts.role')}
          </label>
          <select className="form-select" id="grant-role" name="role">
            {[...departmentRoles, ...cityRoles].map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="people-field">
          <label className="form-label" htmlFor="grant-department">
            {t('accounts.department')}
          </label>
          <select className="form-select" id="grant-department" name="departmentId">
            <option value="">{t('accounts.whole-city')}</option>
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button className="btn btn-primary" name="intent" value="grant">
          {t('accounts.grant')}
        </button>
      </Form>
      <p className="hq-sm hq-muted">{t('accounts.grant-help')}</p>
    </section>
  );
}
