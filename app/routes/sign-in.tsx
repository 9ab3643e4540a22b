import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { cityTime } from '~/app/people/city-time';
import { listDemoAccounts } from '~/app/people/list-demo-accounts.server';
import { FormField, ProblemNote } from '~/app/people/form-field';
import { readForm } from '~/app/people/read-form';
import { clientAddress } from '~/app/session/client-address.server';
import { ownPath } from '~/app/session/own-path';
import { getReader } from '~/app/session/require-reader.server';
import { readSessionToken } from '~/app/session/session-cookie';
import { signIn } from '~/app/session/sign-in.server';
import { sessionCookie } from '~/app/session/start-session.server';
import styles from '~/app/styles/people.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  const next = ownPath(query.get('next'), '');
  const reader = await getReader(request, context);
  if (reader.kind === 'person') {
    return redirect(next || (reader.appointments.length > 0 ? '/desk' : '/'));
  }
  const demoAccounts = await listDemoAccounts(context.services);
  return { next, demoAccounts, isPasswordSet: query.get('done') === 'password' };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { settings, db, now } = context.services;
  const { login = '', password = '', next } = readForm(await request.formData());
  const signedIn = await signIn(
    { db, now: now() },
    {
      login: login.slice(0, 200),
      password: password.slice(0, 500),
      address: clientAddress(context),
      formerToken: readSessionToken(request.headers.get('cookie')),
    },
  );
  if (signedIn.outcome === 'signed-in') {
    const target = ownPath(next, signedIn.isStaff ? '/desk' : '/');
    return redirect(target, { headers: { 'Set-Cookie': sessionCookie(settings, signedIn.token) } });
  }
  if (signedIn.outcome === 'refused')
    return data({ login, problem: { key: 'sign-in.refused' } }, { status: 401 });
  const params = { time: cityTime(signedIn.until).slice(11) };
  const retryAfter = Math.ceil((signedIn.until.valueOf() - now().valueOf()) / 1_000);
  return data(
    { login, problem: { key: 'sign-in.blocked', params } },
    { status: 429, headers: { 'Retry-After': String(retryAfter) } },
  );
}

export default function SignInPage() {
  const { next, demoAccounts, isPasswordSet } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, i18n } = useTranslation();
  return (
    <div className="wrap">
      <div className={demoAccounts.length > 0 ? 'people-page' : 'people-page narrow'}>
        <h1>{t('sign-in.title')}</h1>
        {isPasswordSet && (
          <p className="hq-note" role="status">
            {t('sign-in.password-set')}
          </p>
        )}
        <ProblemNote sentence={answer?.problem} />
        <div className="people-split">
          <section className="hq-card hq-card-b" aria-label={t('sign-in.title')}>
            <Form method="post" className="people-form">
              <input type="hidden" name="next" value={next} />
              <FormField
                name="login"
                label={t('sign-in.login')}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                defaultValue={answer?.login}
              />
              <FormField
                name="password"
                type="password"
                label={t('sign-in.password')}
                autoComplete="current-password"
              />
              <button className="btn btn-primary">{t('sign-in.submit')}</button>
              <div className="people-actions hq-sm">
                <Link to="/forgot-password">{t('sign-in.forgot')}</Link>
                <Link to="/register">{t('sign-in.register')}</Link>
              </div>
            </Form>
          </section>
          {demoAccounts.length > 0 && (
            <section className="hq-card hq-card-b" aria-labelledby="demo-accounts">
              <h2 id="demo-accounts">{t('sign-in.demo')}</h2>
              <p className="hq-sm hq-muted">{t('sign-in.demo-help')}</p>
              <ul className="plain people-demo">
                {demoAccounts.map((account) => (
                  <li key={account.loginName}>
                    <span>
                      <b>{account.name}</b> {i18n.language === 'en' ? account.labelEn : account.label}
                      <br />
                      <span className="hq-sm hq-muted">
                        {account.loginName} / {account.password}
                      </span>
                    </span>
                    <Form method="post">
                      <input type="hidden" name="next" value={next} />
                      <input type="hidden" name="login" value={account.loginName} />
                      <input type="hidden" name="password" value={account.password} />
                      <button
                        className="btn btn-outline-primary btn-sm"
                        aria-label={t('sign-in.as-label', { name: account.loginName })}
                      >
                        {t('sign-in.as')}
                      </button>
                    </Form>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </div>
  );
}
