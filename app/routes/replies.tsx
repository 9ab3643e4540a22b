import { data, type ActionFunctionArgs, type LinksFunction, type MetaFunction } from '@remix-run/node';
import { Form, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { Exchange } from '~/app/assistant/person-reply';
import { readForm } from '~/app/people/read-form';
import { pageTitle } from '~/app/policies/page-title';
import { getReader } from '~/app/session/require-reader.server';
import assistantStyles from '~/app/styles/assistant.css?url';
import styles from '~/app/styles/questions.css?url';
import { firstProblem } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { askOn, rateReply } from '~/knowledge/helpdesk/ask-on.server';
import { readReply } from '~/knowledge/helpdesk/read-reply.server';
import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: assistantStyles },
  { rel: 'stylesheet', href: styles },
];

export const meta: MetaFunction = ({ matches }) => pageTitle('replies.title', matches);

/** A code is posted, so that it stands in no address, log or history. The code is the right to ask on and to rate. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { db, now } = context.services;
  const fields = readForm(await request.formData());
  const { code = '', intent } = fields;
  const reader = await getReader(request, context);
  let problem: string | null = null;
  if (intent === 'ask-on' || intent === 'rate') {
    try {
      if (intent === 'ask-on') await askOn({ db, now }, reader, { code }, fields.followUp ?? '');
      else {
        const rated = { replyId: fields.replyId ?? '', rating: fields.rating ?? '' };
        await rateReply({ db, now }, reader, { code }, rated);
      }
    } catch (error) {
      if (error instanceof InvalidInputError) problem = firstProblem(localeOf(request), error.fields);
      else if (!(error instanceof NotFoundError)) throw error;
    }
  }
  const reply = await readReply(db, code);
  const headers = { 'Cache-Control': 'no-store' };
  if (!reply) return data({ reply, code: '', problem }, { status: 404, headers });
  return data({ reply, code, problem }, { headers, status: problem === null ? 200 : 422 });
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
          {result.problem && (
            <p className="invalid-feedback" role="alert">
              {result.problem}
            </p>
          )}
          <Exchange reply={reply} right={{ code: result.code }} />
        </section>
      )}
    </div>
  );
}
