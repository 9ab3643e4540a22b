import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { DoneNote, FormField, ProblemNote } from '~/app/people/form-field';
import { getAccount, updateProfile } from '~/app/people/get-account.server';
import { NewPasswordField } from '~/app/people/person-fields';
import { readForm, withoutSecrets } from '~/app/people/read-form';
import { changePassword } from '~/app/people/set-password.server';
import { requirePerson } from '~/app/session/require-reader.server';
import { readSessionToken } from '~/app/session/session-cookie';
import { endAllSessions, endedSessionCookie } from '~/app/session/start-session.server';
import styles from '~/app/styles/people.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requirePerson(request, context);
    const registered = new URL(request.url).searchParams.get('registered');
    const account = await getAccount(context.services.db, reader, context.services.now());
    return { ...account, registered: registered === 'desk' || registered === 'manager' ? registered : null };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { services } = context;
    const reader = await requirePerson(request, context);
    const { intent, ...typed } = readForm(await request.formData());
    const token = readSessionToken(request.headers.get('cookie'));
    if (intent === 'end-sessions') {
      await endAllSessions(services.db, reader.personId);
      return redirect('/sign-in', { headers: { 'Set-Cookie': endedSessionCookie(services.settings) } });
    }
    const changed =
      intent === 'password'
        ? await changePassword(services, reader, {
            current: (typed.current ?? '').slice(0, 500),
            password: (typed.password ?? '').slice(0, 500),
            token,
          })
        : await updateProfile(services, reader, typed);
    if (changed.outcome === 'invalid') {
      const answer = { intent, typed: withoutSecrets(typed), errors: changed.errors, done: null };
      return data(answer, { status: 422 });
    }
    return data({ intent, typed: null, errors: null, done: { key: `account.done.${changed.outcome}` } });
  });
}

export default function AccountPage() {
  const { person, memberships, appointments, sessions, registered } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const profileErrors = answer?.intent === 'profile' ? answer.errors : null;
  const passwordErrors = answer?.intent === 'password' ? answer.errors : null;
  const typed = answer?.intent === 'profile' ? answer.typed : null;
  return (
    <div className="wrap">
      <div className="people-page">
        <div>
          <h1>{t('account.title')}</h1>
          <p className="hq-muted">{t('account.login', { login: person.loginName })}</p>
        </div>
        <DoneNote sentence={registered ? { key: `account.registered.${registered}` } : answer?.done} />
        {answer?.errors && (
          <ProblemNote
            sentence={{ key: 'people.error.form', params: { n: Object.keys(answer.errors).length } }}
          />
        )}
        <section className="hq-card hq-card-b" aria-labelledby="firms">
          <h2 id="firms">{t('account.firms')}</h2>
          {memberships.length === 0 && <p className="hq-muted">{t('account.no-firm')}</p>}
          {memberships.map(({ id, state, isManager, reason, enterprise }) => (
            <div key={id} className="people-row">
              <div className="grow">
                <b>{enterprise.name}</b>
                <div className="hq-sm hq-muted num">{enterprise.creditCode}</div>
                {reason && <div className="hq-sm">{t('account.reason', { reason })}</div>}
              </div>
              <span className={state === 'active' ? 'tag tag-b' : 'tag'}>
                {t(state === 'active' && isManager ? 'members.manager' : `membership.${state}`)}
              </span>
            </div>
          ))}
          <div className="people-row">
            <Link className="btn btn-outline-primary" to="/register">
              {t('account.register')}
            </Link>
          </div>
        </section>
        {appointments.length > 0 && (
          <section className="hq-card hq-card-b" aria-labelledby="roles">
            <h2 id="roles">{t('account.roles')}</h2>
            <p>
              {appointments.map(({ id, role, department }) => (
                <span key={id} className="tag tag-b">
                  {[department?.name, t(`role.${role}`)].filter(Boolean).join(' · ')}
                </span>
              ))}
            </p>
          </section>
        )}
        <div className="people-split">
          <Form method="post" className="hq-card hq-card-b people-form" id="profile">
            <h2>{t('account.profile')}</h2>
            <input type="hidden" name="intent" value="profile" />
            <FormField
              name="name"
              label={t('people.name')}
              autoComplete="name"
              defaultValue={typed?.name ?? person.name}
              errors={profileErrors}
            />
            <FormField
              name="email"
              type="email"
              label={t('people.email')}
              autoComplete="email"
              defaultValue={typed?.email ?? person.email ?? ''}
              errors={profileErrors}
              optional
            />
            <FormField
              name="phone"
              type="tel"
              label={t('people.phone')}
              autoComplete="tel-national"
              defaultValue={typed?.phone ?? person.phone ?? ''}
              errors={profileErrors}
              optional
            />
            <CurrentPasswordField form="profile" errors={profileErrors} />
            <div className="people-actions">
              <button className="btn btn-primary">{t('account.save')}</button>
              <Link to="/my/notifications">{t('notices.choose')}</Link>
            </div>
          </Form>
          <Form method="post" className="hq-card hq-card-b people-form" key={answer?.done?.key ?? 'password'}>
            <h2>{t('account.password')}</h2>
            <input type="hidden" name="intent" value="password" />
            <CurrentPasswordField form="password" errors={passwordErrors} />
            <NewPasswordField errors={passwordErrors} />
            <button className="btn btn-primary">{t('account.change-password')}</button>
          </Form>
        </div>
        <Form method="post" className="hq-card hq-card-b people-row">
          <p className="grow">{t('account.sessions', { n: sessions })}</p>
          <button className="btn btn-outline-primary" name="intent" value="end-sessions">
            {t('account.end-sessions')}
          </button>
        </Form>
      </div>
    </div>
  );
}

function CurrentPasswordField({
  form,
  errors,
}: {
  form: string;
  errors: Parameters<typeof FormField>[0]['errors'];
}) {
  const { t } = useTranslation();
  return (
    <FormField
      name="current"
      idPrefix={form}
      type="password"
      label={t('people.current-password')}
      autoComplete="current-password"
      errors={errors}
    />
  );
}
