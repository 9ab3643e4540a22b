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

import { orErrorPage } from '~/app/errors';
import { QuestionForm } from '~/app/evaluation/question-form';
import { readQuestionForm } from '~/app/evaluation/read-question-form';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/evaluation.css?url';
import { translator } from '~/app/words/translator';
import { sayProblems } from '~/app/words/say-problem';
import { gateRoles } from '~/knowledge/evaluation/gate/change-rights';
import { listSets, requireQuestionView } from '~/knowledge/evaluation/questions/list-questions.server';
import {
  addQuestion,
  changeQuestion,
  removeQuestions,
  restoreQuestions,
} from '~/knowledge/evaluation/questions/save-question.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...gateRoles);
    const { db } = context.services;
    const id = params.id ?? '';
    const question = id === 'new' ? null : await requireQuestionView(db, reader, id);
    const asked = new URL(request.url).searchParams;
    return {
      question,
      sets: await listSets(db, reader),
      setId: question?.setId ?? asked.get('set') ?? '',
      given: { question: (asked.get('question') ?? '').slice(0, 500), asOf: asked.get('asOf') ?? '' },
      title: `${translator(localeOf(request))(question ? 'evaluation.edit' : 'evaluation.new')} · 惠企通`,
    };
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...gateRoles);
    const { services } = context;
    const id = params.id ?? '';
    const form = await request.formData();
    const intent = form.get('intent');
    if (intent === 'remove' || intent === 'restore') {
      await (intent === 'remove' ? removeQuestions : restoreQuestions)(services, reader, [id]);
      return redirect(`/desk/evaluation/questions/${id}`);
    }
    const read = readQuestionForm(form);
    if ('fields' in read) return data(read, { status: 422 });
    try {
      if (id !== 'new') {
        await changeQuestion(services, reader, id, read.entry);
        return redirect('/desk/evaluation');
      }
      const entry = { ...read.entry, setId: read.setId, origin: 'desk' as const };
      await services.db.$transaction((tx) => addQuestion(tx, reader, entry, services.now()));
      return redirect(`/desk/evaluation?set=${read.setId}`);
    } catch (error) {
      if (error instanceof InvalidInputError)
        return data({ fields: sayProblems(localeOf(request), error.fields) }, { status: 422 });
      throw error;
    }
  });
}

export default function QuestionRoute() {
  const { question, sets, setId, given } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="stack">
      <p className="crumb">
        <Link to="/desk/evaluation">{t('evaluation.title')}</Link>
      </p>
      <div className="deskhead">
        <h1>{t(question ? 'evaluation.edit' : 'evaluation.new')}</h1>
      </div>
      {question?.removedAt ? (
        <Form method="post" className="hq-note row-x">
          {t('evaluation.is-removed')}
          <button className="btn btn-outline-primary btn-sm" name="intent" value="restore">
            {t('evaluation.undo')}
          </button>
        </Form>
      ) : (
        <QuestionForm
          key={question?.id ?? 'new'}
          question={question}
          sets={sets}
          setId={setId}
          given={given}
          problems={answer && 'fields' in answer ? answer.fields : {}}
        />
      )}
    </div>
  );
}
