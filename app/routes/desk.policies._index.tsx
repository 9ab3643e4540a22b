import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { showInstant } from '~/app/forms/cases/show-instant';
import { requireFields } from '~/app/people/read-form';
import { pageTitle } from '~/app/policies/page-title';
import { NewPolicy } from '~/app/policy-design/new-policy';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/policy-design.css?url';
import { sayProblems } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { createPolicy } from '~/knowledge/policies/design/create-policy.server';
import {
  deskPolicyStates,
  listDeskPolicies,
  statesOf,
} from '~/knowledge/policies/design/list-desk-policies.server';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf } from '~/prisma/access/reader';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction = ({ matches }) => pageTitle('rules.list', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    const { db, now } = context.services;
    const search = new URL(request.url).searchParams;
    const q = search.get('q')?.trim() ?? '';
    const state = search.get('state') ?? '';
    const all = (await listDeskPolicies({ db, now }, reader)).map((row) => ({
      ...row,
      states: statesOf(row),
    }));
    const named = all.filter(({ title, id }) => title.includes(q) || id.includes(q.toLowerCase()));
    return {
      rows: named.filter(({ states }) => state === '' || states.some((one) => one === state)),
      counts: deskPolicyStates.map((one) => ({
        state: one,
        n: named.filter(({ states }) => states.includes(one)).length,
      })),
      total: named.length,
      departments: await db.department.findMany({
        where: { id: { in: departmentsOf(reader, 'designer') } },
        select: { id: true, name: true },
        orderBy: { id: 'asc' },
      }),
    };
  });
}

const input = z.object({
  title: z.string().max(200),
  id: z.string().trim().toLowerCase().max(80),
  departmentId: z.string().max(100),
});

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const { db, now } = context.services;
    const given = requireFields(input, await request.formData());
    try {
      const { policyId } = await createPolicy({ db, now }, reader, { ...given, region: '359900' });
      return redirect(`/desk/policies/${policyId}`);
    } catch (error) {
      if (error instanceof InvalidInputError)
        return { fields: sayProblems(localeOf(request), error.fields), given };
      throw error;
    }
  });
}

export default function DeskPolicies() {
  const { rows, counts, total, departments } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const isBusy = useNavigation().state !== 'idle';
  const state = search.get('state') ?? '';
  const address = (next: string) => {
    const to = new URLSearchParams(search);
    if (next) to.set('state', next);
    else to.delete('state');
    return `?${to.toString()}`;
  };
  return (
    <>
      <div className="deskhead">
        <h1>{t('rules.list')}</h1>
        <span className="hq-muted hq-sm">{t('rules.list.count', { n: total })}</span>
      </div>
      <div className="pd-list-lay">
        <div className="stack">
          <Form className="row-x wrapx" role="search">
            <input
              className="form-control pd-search"
              type="search"
              name="q"
              aria-label={t('rules.list.search')}
              placeholder={t('rules.list.search')}
              defaultValue={search.get('q') ?? ''}
            />
            {state && <input type="hidden" name="state" value={state} />}
            <button className="btn btn-outline-primary">{t('rules.list.find')}</button>
          </Form>
          <nav className="pd-states" aria-label={t('rules.list.states')}>
            <Link to={address('')} aria-current={state === '' ? 'page' : undefined}>
              {t('rules.list.all')} {total}
            </Link>
            {counts.map((one) => (
              <Link
                key={one.state}
                to={address(one.state)}
                aria-current={state === one.state ? 'page' : undefined}
              >
                {t(`rules.state.${one.state}`)} {one.n}
              </Link>
            ))}
          </nav>
          <section className="hq-card pd-scroll" aria-label={t('rules.list')}>
            {rows.length === 0 ? (
              <div className="hq-empty">
                <i className="bi bi-diagram-3" aria-hidden="true" />
                <p>{t('rules.list.empty')}</p>
                {departments.length > 0 && <a href="#title">{t('rules.new')}</a>}
              </div>
            ) : (
              <table className="table t">
                <thead>
                  <tr>
                    {['policy', 'state', 'force', 'conditions', 'tests', 'changed'].map((head) => (
                      <th key={head} scope="col">
                        {t(`rules.list.${head}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.id}>
                      <td>
                        <Link to={`/desk/policies/${row.id}`}>{row.title}</Link>
                        <br />
                        <span className="hq-prov">
                          {row.id} · {row.department}
                        </span>
                      </td>
                      <td>
                        {row.states.map((one) => (
                          <span
                            key={one}
                            className={one === 'draft' || one === 'in-review' ? 'tag tag-b' : 'tag'}
                          >
                            {t(`rules.state.${one}`)}
                            {one === row.draft?.state
                              ? ` v${row.draft.number}`
                              : row.live
                                ? ` v${row.live.number}`
                                : ''}
                          </span>
                        ))}
                      </td>
                      <td className="nowrap">
                        {row.live
                          ? `${row.live.effectiveFrom} – ${row.live.expiresOn ?? t('rules.versions.open-end')}`
                          : '—'}
                      </td>
                      <td className="num">{row.conditions}</td>
                      <td className="num">{row.tests}</td>
                      <td className="nowrap">{showInstant(row.changedAt)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        </div>
        {departments.length > 0 && (
          <NewPolicy
            departments={departments}
            fields={answer && 'fields' in answer ? answer.fields : {}}
            given={answer && 'given' in answer ? answer.given : null}
            isBusy={isBusy}
          />
        )}
      </div>
    </>
  );
}
