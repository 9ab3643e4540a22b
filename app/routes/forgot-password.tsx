import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { cityTime } from '~/app/people/city-time';
import { DoneNote, FormField, ProblemNote } from '~/app/people/form-field';
import { readForm } from '~/app/people/read-form';
import { requestPasswordReset } from '~/app/people/request-password-reset.server';
import { clientAddress } from '~/app/session/client-address.server';
import styles from '~/app/styles/people.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export function loader({ context }: LoaderFunctionArgs) {
  return { canMail: context.services.settings.SMTP_URL !== undefined };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { login = '' } = readForm(await request.formData());
  const address = clientAddress(context);
  const asked = await requestPasswordReset(context.services, { login: login.slice(0, 200), address });
  if (asked.outcome === 'blocked') {
    const problem = { key: 'forgot.blocked', params: { time: cityTime(asked.until).slice(11) } };
    return data({ login, problem, done: null }, { status: 429 });
  }
  return {
    login,
    problem: null,
    done: { key: asked.outcome === 'asked' ? 'forgot.asked' : 'forgot.no-mail' },
  };
}

export default function ForgotPasswordPage() {
  const { canMail } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="wrap">
      <div className="people-page narrow">
        <h1>{t('forgot.title')}</h1>
        <ProblemNote sentence={answer?.problem} />
        <DoneNote sentence={answer?.done} />
        {canMail ? (
          <Form method="post" className="hq-card hq-card-b people-form">
            <FormField
              name="login"
              label={t('sign-in.login')}
              help={t('forgot.help')}
              autoComplete="username"
              autoCapitalize="none"
              defaultValue={answer?.login}
            />
            <button className="btn btn-primary">{t('forgot.submit')}</button>
          </Form>
        ) : (
          <div className="hq-card hq-card-b">
            <p>{t('forgot.no-mail')}</p>
          </div>
        )}
        <Link to="/sign-in">{t('forgot.back')}</Link>
      </div>
    </div>
  );
}
