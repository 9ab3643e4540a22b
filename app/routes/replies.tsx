import { data, type ActionFunctionArgs, type LinksFunction, type MetaFunction } from '@remix-run/node';
import { Form, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import styles from '~/app/styles/questions.css?url';
import { readReply } from '~/knowledge/helpdesk/read-reply.server';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction = () => [{ title: '查看回复 · 惠企通' }];

/** A code is posted, so that it stands in no address, log or history. */
export async function action({ request, context }: ActionFunctionArgs) {
  const typed = (await request.formData()).get('code');
  const reply = typeof typed === 'string' ? await readReply(context.services.db, typed) : null;
  return data({ reply }, reply ? { headers: { 'Cache-Control': 'no-store' } } : { status: 404 });
}

export default function RepliesPage() {
  const result = useActionData<typeof action>();
  const { t } = useTranslation();
  const reply = result?.reply;
  return (
    <div className="wrap replies">
      <h1>{t('replies.title')}</h1>
      <p className="hq-muted">{t('replies.help')}</p>
      <Form method="post" className="hq-card hq-card-b">
        <label className="form-label" htmlFor="code">
          {t('replies.code')}
        </label>
        <div className="row-x">
          <input
            id="code"
            name="code"
            className={result && !reply ? 'form-control is-invalid' : 'form-control'}
            maxLength={20}
            autoComplete="off"
            autoCapitalize="characters"
            placeholder="ABCDE-23456"
            required
            {...(result && !reply && { 'aria-describedby': 'code-problem', 'aria-invalid': true })}
          />
          <button className="btn btn-primary">{t('replies.read')}</button>
        </div>
        {result && !reply && (
          <p className="invalid-feedback" id="code-problem" role="alert">
            <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
            {t('replies.unknown')}
          </p>
        )}
      </Form>
      {reply && (
        <section className="hq-card hq-card-b" aria-live="polite">
          <h2>{reply.question}</h2>
          <p className="hq-sm hq-muted">{t(`replies.state.${reply.state}`, { date: reply.dueOn })}</p>
          {reply.reply && <p className="q-reply">{reply.reply}</p>}
        </section>
      )}
    </div>
  );
}
