import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { localeOf } from '~/app/i18n/remix-i18next.server';
import { cityTime } from '~/app/people/city-time';
import { FormField, ProblemNote } from '~/app/people/form-field';
import { PersonFields } from '~/app/people/person-fields';
import { personInputSchema } from '~/app/people/person-input';
import { readForm, requireFields, withoutSecrets } from '~/app/people/read-form';
import { registerMember } from '~/app/people/register-member.server';
import { clientAddress } from '~/app/session/client-address.server';
import { takeAttempt } from '~/app/session/count-attempts.server';
import { getReader } from '~/app/session/require-reader.server';
import { readSessionToken } from '~/app/session/session-cookie';
import { sessionCookie, startSession } from '~/app/session/start-session.server';
import styles from '~/app/styles/people.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await getReader(request, context);
  return { personName: reader.kind === 'person' ? reader.name : null };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { db, settings, now } = context.services;
  const typed = readForm(await request.formData());
  const reader = await getReader(request, context);
  const attempt = await takeAttempt(
    db,
    [{ purpose: 'register:address', subject: clientAddress(context) }],
    now(),
  );
  if (!attempt.admitted) {
    const problem = { key: 'register.blocked', params: { time: cityTime(attempt.until).slice(11) } };
    return data({ typed: withoutSecrets(typed), errors: null, problem }, { status: 429 });
  }
  const newPerson =
    reader.kind === 'person'
      ? null
      : { ...requireFields(personInputSchema, typed), password: typed.password ?? '' };
  const done = await registerMember(context.services, reader, {
    creditCode: (typed.creditCode ?? '').slice(0, 100),
    enterpriseName: (typed.enterpriseName ?? '').slice(0, 300),
    newPerson,
    locale: localeOf(request),
  });
  if (done.outcome === 'invalid') {
    const problem = { key: 'people.error.form', params: { n: Object.keys(done.errors).length } };
    return data({ typed: withoutSecrets(typed), errors: done.errors, problem }, { status: 422 });
  }
  const target = `/my/account?registered=${done.waitsFor}`;
  if (!newPerson) return redirect(target);
  const formerToken = readSessionToken(request.headers.get('cookie'));
  const token = await startSession(db, { personId: done.personId, now: now(), formerToken });
  return redirect(target, { headers: { 'Set-Cookie': sessionCookie(settings, token) } });
}

export default function RegisterPage() {
  const { personName } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const { errors, typed } = answer ?? {};
  return (
    <div className="wrap">
      <div className="people-page narrow">
        <h1>{t('register.title')}</h1>
        <p className="hq-muted">{t('register.help')}</p>
        <ProblemNote sentence={answer?.problem} />
        <Form method="post" className="hq-card hq-card-b people-form">
          <h2>{t('register.enterprise')}</h2>
          <FormField
            name="creditCode"
            label={t('register.credit-code')}
            help={t('register.credit-code-help')}
            autoCapitalize="characters"
            spellCheck={false}
            defaultValue={typed?.creditCode}
            errors={errors}
          />
          <FormField
            name="enterpriseName"
            label={t('register.enterprise-name')}
            autoComplete="organization"
            defaultValue={typed?.enterpriseName}
            errors={errors}
          />
          <h2>{t('register.person')}</h2>
          {personName === null ? (
            <PersonFields errors={errors} typed={typed} />
          ) : (
            <p>{t('register.as', { name: personName })}</p>
          )}
          <button className="btn btn-primary">{t('register.submit')}</button>
        </Form>
        {personName === null && (
          <p>
            {t('register.known')} <Link to="/sign-in?next=/register">{t('sign-in.submit')}</Link>
          </p>
        )}
      </div>
    </div>
  );
}
