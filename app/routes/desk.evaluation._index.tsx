import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { useKept } from '~/app/desk/use-kept';
import { useLookAgain } from '~/app/desk/use-look-again';
import { QuestionTable } from '~/app/evaluation/question-table';
import { RunList } from '~/app/evaluation/run-list';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireFields } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/evaluation.css?url';
import { translator } from '~/app/words/translator';
import { joinProblems, sayProblem } from '~/app/words/say-problem';
import { gateRoles } from '~/knowledge/evaluation/gate/change-rights';
import { questionKinds } from '~/knowledge/evaluation/questions/evaluation-question';
import { importQuestions } from '~/knowledge/evaluation/questions/import-questions.server';
import {
  listQuestions,
  listSets,
  questionsPerPage,
} from '~/knowledge/evaluation/questions/list-questions.server';
import {
  createSet,
  removeQuestions,
  restoreQuestions,
} from '~/knowledge/evaluation/questions/save-question.server';
import { listRuns } from '~/knowledge/evaluation/runs/get-run.server';
import { startRun } from '~/knowledge/evaluation/runs/start-run.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf, hasRole } from '~/prisma/access/reader';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

const filterSchema = z.object({
  set: z.string().max(60).catch(''),
  kind: z.enum(questionKinds).optional().catch(undefined),
  q: z.string().trim().max(100).catch(''),
  wrong: z.literal('1').optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, ...gateRoles);
  const { db } = context.services;
  const { set, kind, q, wrong, page } = filterSchema.parse({
    ...{ set: '', q: '', page: 1 },
    ...Object.fromEntries(new URL(request.url).searchParams),
  });
  const found = await listQuestions(db, reader, {
    ...{ q, page, wrongOnly: wrong === '1' },
    ...(set !== '' && { setId: set }),
    ...(kind && { kind }),
  });
  const isAdministrator = hasRole(reader, 'administrator');
  const departments = await db.department.findMany({
    where: isAdministrator ? {} : { id: { in: departmentsOf(reader, 'designer', 'helpdesk') } },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
  return {
    ...found,
    filter: { set, kind: kind ?? '', q, wrong: wrong === '1', page },
    sets: await listSets(db, reader),
    runs: await listRuns(db),
    departments,
    isAdministrator,
    pageSize: questionsPerPage,
    title: `${translator(localeOf(request))('evaluation.title')} · 惠企通`,
  };
}

const input = z.object({
  intent: z.enum(['run', 'remove', 'restore', 'import', 'create-set']),
  set: z.string().default(''),
  ids: z.string().default(''),
  lines: z.string().max(1_000_000).default(''),
  name: z.string().default(''),
  department: z.string().default(''),
});

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...gateRoles);
    const { services } = context;
    const { intent, set, ids, lines, name, department } = requireFields(input, await request.formData());
    const named = ids.split(',').filter((id) => id !== '');
    try {
      switch (intent) {
        case 'run':
          return redirect(`/desk/evaluation/runs/${(await startRun(services, reader, null)).runId}`);
        case 'remove':
          return data({ removed: named, n: await removeQuestions(services, reader, named) });
        case 'restore':
          return data({ restored: await restoreQuestions(services, reader, named) });
        case 'import': {
          const imported = await importQuestions(services, reader, set, lines);
          const problems = imported.problems.map(({ line, problem }) => ({
            line,
            problem: sayProblem(localeOf(request), problem),
          }));
          return data({ imported: { ...imported, problems } });
        }
        case 'create-set': {
          const departmentId = department === '' ? null : department;
          return redirect(
            `/desk/evaluation?set=${await createSet(services, reader, { name, departmentId })}`,
          );
        }
      }
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data({ problem: joinProblems(localeOf(request), error.fields), lines }, { status: 422 });
    }
  });
}

export default function EvaluationRoute() {
  const page = useLoaderData<typeof loader>();
  const { questions, total, pageSize, filter, sets, runs, departments, isAdministrator } = page;
  const { t } = useTranslation();
  const busy = useNavigation().state === 'submitting';
  useLookAgain(runs.some(({ progress }) => progress !== null));
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('evaluation.title')}</h1>
        <Form method="post">
          <button className="btn btn-primary btn-sm" name="intent" value="run" disabled={busy}>
            <i className="bi bi-play-fill" aria-hidden="true" /> {t('evaluation.run')}
          </button>
        </Form>
      </div>
      <p className="hq-sm hq-muted ev-lead">{t('evaluation.lead')}</p>
      <Told />
      <RunList runs={runs} />
      <Form method="get" className="ev-tools" role="search">
        <label className="visually-hidden" htmlFor="ev-set">
          {t('evaluation.set')}
        </label>
        <select id="ev-set" name="set" className="form-select form-select-sm" defaultValue={filter.set}>
          <option value="">{t('evaluation.all-sets')}</option>
          {sets.map(({ id, name, questions: n }) => (
            <option key={id} value={id}>
              {name}（{n}）
            </option>
          ))}
        </select>
        <label className="visually-hidden" htmlFor="ev-kind">
          {t('evaluation.kind')}
        </label>
        <select id="ev-kind" name="kind" className="form-select form-select-sm" defaultValue={filter.kind}>
          <option value="">{t('evaluation.all-kinds')}</option>
          {questionKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`evaluation.kind.${kind}`)}
            </option>
          ))}
        </select>
        <label className="visually-hidden" htmlFor="ev-q">
          {t('evaluation.search')}
        </label>
        <input
          id="ev-q"
          name="q"
          type="search"
          className="form-control form-control-sm"
          placeholder={t('evaluation.search')}
          defaultValue={filter.q}
        />
        <label className="row-x nowrap hq-sm">
          <input
            type="checkbox"
            className="form-check-input"
            name="wrong"
            value="1"
            defaultChecked={filter.wrong}
          />
          {t('evaluation.wrong-only')}
        </label>
        <button className="btn btn-outline-primary btn-sm">{t('evaluation.filter')}</button>
        <Link
          className="btn btn-outline-primary btn-sm"
          to={`/desk/evaluation/questions/new?set=${filter.set}`}
        >
          <i className="bi bi-plus-lg" aria-hidden="true" /> {t('evaluation.new')}
        </Link>
      </Form>
      <p className="hq-sm hq-muted">{t('evaluation.count', { count: total })}</p>
      <QuestionTable questions={questions} sets={sets} />
      <Pages filter={filter} total={total} pageSize={pageSize} />
      <ImportForm sets={sets} />
      <CreateSet departments={departments} isAdministrator={isAdministrator} />
    </div>
  );
}

/** What the last deed did, with its undo. */
function Told() {
  const answer = useKept(useActionData<typeof action>());
  const { t } = useTranslation();
  if (!answer) return null;
  if ('problem' in answer)
    return (
      <p className="hq-note hq-note-no" role="alert">
        {answer.problem}
      </p>
    );
  if ('restored' in answer)
    return (
      <p className="hq-note" role="status">
        {t('evaluation.restored', { count: answer.restored })}
      </p>
    );
  const undo = 'imported' in answer ? ['remove', answer.imported.addedIds] : ['restore', answer.removed];
  const ids = (undo[1] as string[]).join(',');
  return (
    <div className="hq-note" role="status">
      <Form method="post" className="row-x">
        {'imported' in answer
          ? t('evaluation.imported', { count: answer.imported.added })
          : t('evaluation.removed', { count: answer.n })}
        {ids !== '' && (
          <>
            <input type="hidden" name="ids" value={ids} />
            <button className="btn btn-link btn-sm" name="intent" value={undo[0]}>
              {t('evaluation.undo')}
            </button>
          </>
        )}
      </Form>
      {'imported' in answer && answer.imported.problems.length > 0 && (
        <ul>
          {answer.imported.problems.slice(0, 50).map(({ line, problem }) => (
            <li key={line}>{t('evaluation.line-problem', { line, problem })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Pages({ filter, total, pageSize }: Pick<Page, 'filter' | 'total' | 'pageSize'>) {
  const { t } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  const to = (page: number) => {
    const { set, kind, q, wrong } = filter;
    return `?${new URLSearchParams({ set, kind, q, ...(wrong && { wrong: '1' }), page: String(page) }).toString()}`;
  };
  return (
    <nav className="row-x" aria-label={t('documents.pages')}>
      {filter.page > 1 && <Link to={to(filter.page - 1)}>{t('documents.previous')}</Link>}
      <span className="hq-muted">{t('documents.page-n', { page: filter.page, pages })}</span>
      {filter.page < pages && <Link to={to(filter.page + 1)}>{t('documents.next')}</Link>}
    </nav>
  );
}

function ImportForm({ sets }: Pick<Page, 'sets'>) {
  const { t } = useTranslation();
  const answer = useKept(useActionData<typeof action>());
  return (
    <details className="hq-card hq-card-b">
      <summary>{t('evaluation.import')}</summary>
      <Form method="post" className="ev-form">
        <p className="hq-sm hq-muted" id="ev-lines-note">
          {t('evaluation.import-note')}
        </p>
        <label className="form-label" htmlFor="ev-into">
          {t('evaluation.into-set')}
        </label>
        <select id="ev-into" name="set" className="form-select" required>
          {sets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <label className="form-label" htmlFor="ev-lines">
          {t('evaluation.lines')}
        </label>
        <textarea
          id="ev-lines"
          name="lines"
          rows={6}
          className="form-control"
          aria-describedby="ev-lines-note"
          defaultValue={answer && 'problem' in answer ? answer.lines : ''}
          required
        />
        <button className="btn btn-outline-primary" name="intent" value="import" disabled={sets.length === 0}>
          {t('evaluation.import-do')}
        </button>
      </Form>
    </details>
  );
}

function CreateSet({ departments, isAdministrator }: Pick<Page, 'departments' | 'isAdministrator'>) {
  const { t } = useTranslation();
  return (
    <details className="hq-card hq-card-b">
      <summary>{t('evaluation.create-set')}</summary>
      <Form method="post" className="ev-form">
        <label className="form-label" htmlFor="ev-name">
          {t('evaluation.set-name')}
        </label>
        <input id="ev-name" name="name" className="form-control" minLength={2} maxLength={60} required />
        <label className="form-label" htmlFor="ev-department">
          {t('evaluation.set-department')}
        </label>
        <select id="ev-department" name="department" className="form-select">
          {isAdministrator && <option value="">{t('evaluation.shared')}</option>}
          {departments.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button className="btn btn-outline-primary" name="intent" value="create-set">
          {t('evaluation.create-set')}
        </button>
      </Form>
    </details>
  );
}
