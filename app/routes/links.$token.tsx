import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { describeLink, followLink } from '~/app/people/follow-link.server';
import { ProblemNote } from '~/app/people/form-field';
import { NewPasswordField, PersonFields } from '~/app/people/person-fields';
import { readForm, withoutSecrets } from '~/app/people/read-form';
import { getReader } from '~/app/session/require-reader.server';
import { readSessionToken } from '~/app/session/session-cookie';
import { sessionCookie, startSession } from '~/app/session/start-session.server';
import styles from '~/app/styles/people.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];
// The address itself is the secret: it goes to no other site and into no cache.
export const headers = () => ({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' });

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const link = await describeLink(context.services, params.token ?? '');
  const reader = await getReader(request, context);
  return data(
    { link, personName: reader.kind === 'person' ? reader.name : null },
    { status: link ? 200 : 404 },
  );
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { db, settings, now } = context.services;
  const typed = readForm(await request.formData());
  const reader = await getReader(request, context);
  const done = await followLink(context.services, reader, params.token ?? '', typed);
  if (done.outcome === 'link-dead') {
    return data({ typed: {}, errors: null, problem: { key: 'link.dead' } }, { status: 410 });
  }
  if (done.outcome === 'invalid') {
    const problem = { key: 'people.error.form', params: { n: Object.keys(done.errors).length } };
    return data({ typed: withoutSecrets(typed), errors: done.errors, problem }, { status: 422 });
  }
  if (done.outcome === 'password-set') return redirect('/sign-in?done=password');
  if (reader.personId === done.personId) return redirect(done.next);
  const formerToken = readSessionToken(request.headers.get('cookie'));
  const token = await startSession(db, { personId: done.personId, now: now(), formerToken });
  return redirect(done.next, { headers: { 'Set-Cookie': sessionCookie(settings, token) } });
}

export default function LinkPage() {
  const { link } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  if (!link) {
    return (
      <div className="wrap">
        <div className="hq-empty">
          <i className="bi bi-link-45deg" aria-hidden="true" />
          <h1>{t('link.dead-title')}</h1>
          <p>{t('link.dead')}</p>
          <Link className="btn btn-primary" to="/sign-in">
            {t('sign-in.submit')}
          </Link>
        </div>
      </div>
    );
  }
  return (
    <div className="wrap">
      <div className="people-page narrow">
        <h1>{t(`link.${link.purpose}.title`)}</h1>
        <p className="hq-muted">
          {t(`link.${link.purpose}.help`, { enterprise: link.enterpriseName, name: link.personName })}
        </p>
        <ProblemNote sentence={answer?.problem} />
        {link.purpose === 'invitation' ? <InvitationForms /> : <LinkForm purpose={link.purpose} />}
      </div>
    </div>
  );
}

function LinkForm({ purpose }: { purpose: 'reset-password' | 'first-administrator' }) {
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <Form method="post" className="hq-card hq-card-b people-form">
      {purpose === 'reset-password' ? (
        <NewPasswordField errors={answer?.errors} />
      ) : (
        <PersonFields errors={answer?.errors} typed={answer?.typed} />
      )}
      <button className="btn btn-primary">{t(`link.${purpose}.submit`)}</button>
    </Form>
  );
}

/** Someone signed in joins with one press; someone new says who it is; someone known signs in first. */
function InvitationForms() {
  const { personName } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  if (personName !== null) {
    return (
      <Form method="post" className="hq-card hq-card-b people-form">
        <p>{t('link.invitation.as', { name: personName })}</p>
        <button className="btn btn-primary">{t('link.invitation.submit')}</button>
      </Form>
    );
  }
  return (
    <Form method="post" className="hq-card hq-card-b people-form">
      <PersonFields errors={answer?.errors} typed={answer?.typed} />
      <button className="btn btn-primary">{t('link.invitation.submit')}</button>
      <p className="hq-sm">{t('link.invitation.known')}</p>
    </Form>
  );
}
