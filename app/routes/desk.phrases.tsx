import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireFields } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/questions.css?url';
import { translator } from '~/app/words/translator';
import { sayProblems } from '~/app/words/say-problem';
import { listPhrases, removePhrase, savePhrase } from '~/knowledge/helpdesk/reply-phrases.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  const title = `${translator(localeOf(request))('phrases.title')} · 惠企通`;
  const removed = new URL(request.url).searchParams.get('removed');
  return { title, removed, phrases: await listPhrases(context.services.db, reader) };
}

const input = z.object({
  intent: z.enum(['save', 'remove', 'restore']),
  id: z.string().max(40).default(''),
  title: z.string().default(''),
  text: z.string().default(''),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  const form = await request.formData();
  return orErrorPage(async () => {
    const { intent, id, title, text } = requireFields(input, form);
    try {
      if (intent === 'save') await savePhrase(context.services, reader, { id: id || null, title, text });
      else await removePhrase(context.services, reader, id, intent === 'remove');
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data(
        { id, problems: sayProblems(localeOf(request), error.fields), title, text },
        { status: 422 },
      );
    }
    return redirect(
      intent === 'remove' ? `/desk/phrases?removed=${encodeURIComponent(id)}` : '/desk/phrases',
    );
  });
}

export default function PhrasesRoute() {
  const { phrases, removed } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="stack q-page">
      <div>
        <Link to="/desk/questions" className="hq-sm">
          {t('questions.title')}
        </Link>
        <h1>{t('phrases.title')}</h1>
        <p className="hq-muted">{t('phrases.help')}</p>
      </div>
      {removed && (
        <Form method="post" className="hq-note" role="status">
          <i className="bi bi-trash" aria-hidden="true" />
          <span>{t('phrases.removed')}</span>
          <input type="hidden" name="id" value={removed} />
          <button className="btn btn-outline-primary btn-sm" name="intent" value="restore">
            {t('phrases.undo')}
          </button>
        </Form>
      )}
      <PhraseForm phrase={null} problem={result?.id === '' ? result : null} />
      {phrases.map((phrase) => (
        <section key={`${phrase.id}-${phrase.text}`} className="hq-card hq-card-b" aria-label={phrase.title}>
          {phrase.isOwn ? (
            <PhraseForm phrase={phrase} problem={result?.id === phrase.id ? result : null} />
          ) : (
            <>
              <b>{phrase.title}</b> <span className="tag">{t('phrases.city')}</span>
              <p className="q-log-text">{phrase.text}</p>
            </>
          )}
        </section>
      ))}
    </div>
  );
}

interface PhraseFormProps {
  phrase: { id: string; title: string; text: string } | null;
  problem: { problems: Record<string, string>; title: string; text: string } | null;
}

function PhraseForm({ phrase, problem }: PhraseFormProps) {
  const { t } = useTranslation();
  const id = phrase?.id ?? 'new';
  const shown = problem ?? phrase ?? { title: '', text: '' };
  const form = (
    <Form method="post" className="stack" key={id}>
      <input type="hidden" name="id" value={phrase?.id ?? ''} />
      <div>
        <label className="form-label" htmlFor={`title-${id}`}>
          {t('phrases.name')}
        </label>
        <input
          id={`title-${id}`}
          name="title"
          className="form-control"
          maxLength={40}
          defaultValue={shown.title}
        />
        {problem?.problems.title && (
          <p className="invalid-feedback" role="alert">
            {problem.problems.title}
          </p>
        )}
      </div>
      <div>
        <label className="form-label" htmlFor={`text-${id}`}>
          {t('phrases.text')}
        </label>
        <textarea
          id={`text-${id}`}
          name="text"
          className="form-control"
          rows={2}
          maxLength={1000}
          defaultValue={shown.text}
        />
        {problem?.problems.text && (
          <p className="invalid-feedback" role="alert">
            {problem.problems.text}
          </p>
        )}
      </div>
      <div className="row-x">
        <button className="btn btn-primary btn-sm" name="intent" value="save">
          {t(phrase ? 'phrases.save' : 'phrases.add')}
        </button>
        {phrase && (
          <button className="btn btn-link btn-sm" name="intent" value="remove">
            {t('phrases.remove')}
          </button>
        )}
      </div>
    </Form>
  );
  if (phrase) return form;
  return (
    <details className="hq-card hq-card-b" open={problem !== null}>
      <summary>{t('phrases.new')}</summary>
      {form}
    </details>
  );
}
