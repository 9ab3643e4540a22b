import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { orErrorPage } from '~/app/errors';
import { DoneNote, FormField, ProblemNote } from '~/app/people/form-field';
import { decideAppointmentRequest } from '~/app/people/grant-appointment.server';
import { LinkToHandOver } from '~/app/people/link-to-hand-over';
import { listAppointmentRequests, listPeople } from '~/app/people/list-people.server';
import { createPerson } from '~/app/people/manage-person.server';
import { PersonFields } from '~/app/people/person-fields';
import { personInputSchema } from '~/app/people/person-input';
import { readForm, requireFields, withoutSecrets } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/people.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db } = context.services;
    const reader = await requireStaff(request, context, 'administrator');
    const search = new URL(request.url).searchParams;
    const query = {
      q: (search.get('q') ?? '').slice(0, 100),
      staff: search.get('staff') === 'on',
      after: search.get('after'),
    };
    return {
      query,
      ...(await listPeople(db, reader, query)),
      requests: await listAppointmentRequests(db, reader),
    };
  });
}

const nothing = { typed: null, errors: null, problem: null, done: null, created: null };

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'administrator');
    const { intent, id = '', ...typed } = readForm(await request.formData());
    if (intent === 'create') {
      const created = await createPerson(context.services, reader, requireFields(personInputSchema, typed));
      if (created.outcome === 'created') return data({ ...nothing, created });
      const problem = { key: 'people.error.form', params: { n: Object.keys(created.errors).length } };
      return data(
        { ...nothing, typed: withoutSecrets(typed), errors: created.errors, problem },
        { status: 422 },
      );
    }
    const decision = intent === 'confirm' ? 'confirm' : 'refuse';
    const { outcome } = await decideAppointmentRequest(context.services, reader, id, decision);
    return outcome === 'decided'
      ? data({ ...nothing, done: { key: `accounts.done.${decision}` } })
      : data({ ...nothing, problem: { key: `accounts.error.${outcome}` } }, { status: 403 });
  });
}

export default function PeoplePage() {
  const { query, people, next, requests } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="people-desk">
      <div className="deskhead">
        <h1>{t('accounts.title')}</h1>
      </div>
      <ProblemNote sentence={answer?.problem} />
      <DoneNote sentence={answer?.done} />
      {answer?.created && (
        <>
          <LinkToHandOver path={answer.created.path} days={1} />
          <Link to={`/desk/people/${answer.created.personId}`}>{t('accounts.appoint-next')}</Link>
        </>
      )}
      {requests.length > 0 && (
        <section className="hq-card hq-card-b" aria-labelledby="role-requests">
          <h2 id="role-requests">{t('accounts.requests')}</h2>
          {requests.map(({ id, role, personName, department, requestedBy, isMine }) => (
            <div key={id} className="people-row">
              <div className="grow">
                {t('accounts.request', {
                  person: personName,
                  role: [department, t(`role.${role}`)].filter(Boolean).join(' · '),
                  by: requestedBy,
                })}
              </div>
              {isMine ? (
                <span className="hq-muted">{t('accounts.request-mine')}</span>
              ) : (
                <Form method="post">
                  <input type="hidden" name="id" value={id} />
                  <button className="btn btn-primary btn-sm" name="intent" value="confirm">
                    {t('enterprises.confirm')}
                  </button>
                  <button className="btn btn-outline-primary btn-sm" name="intent" value="refuse">
                    {t('enterprises.refuse')}
                  </button>
                </Form>
              )}
            </div>
          ))}
        </section>
      )}
      <div className="hq-card hq-card-b people-form">
        <Form className="people-filter" role="search">
          <FormField name="q" label={t('accounts.search')} defaultValue={query.q} optional />
          <label className="people-actions">
            <input className="form-check-input" type="checkbox" name="staff" defaultChecked={query.staff} />
            {t('accounts.staff-only')}
          </label>
          <button className="btn btn-outline-primary">{t('accounts.search-submit')}</button>
        </Form>
        <PeopleTable people={people} />
        {next && (
          <Link
            to={`?${new URLSearchParams({ q: query.q, ...(query.staff && { staff: 'on' }), after: next }).toString()}`}
          >
            {t('accounts.more')}
          </Link>
        )}
      </div>
      <details className="hq-card hq-card-b" open={answer?.errors ? true : undefined}>
        <summary>
          <b>{t('accounts.create')}</b>
        </summary>
        <Form method="post" className="people-form" key={answer?.created?.personId ?? 'create'}>
          <p className="hq-muted hq-sm">{t('accounts.create-help')}</p>
          <PersonFields errors={answer?.errors} typed={answer?.typed ?? undefined} withPassword={false} />
          <div>
            <button className="btn btn-primary" name="intent" value="create">
              {t('accounts.create-submit')}
            </button>
          </div>
        </Form>
      </details>
    </div>
  );
}

function PeopleTable({ people }: { people: ReturnType<typeof useLoaderData<typeof loader>>['people'] }) {
  const { t } = useTranslation();
  if (people.length === 0) return <p className="hq-muted">{t('accounts.none')}</p>;
  return (
    <ScrollRegion className="table-scroll" label={t('accounts.list')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.login-name')}</th>
            <th scope="col">{t('accounts.roles')}</th>
            <th scope="col">{t('accounts.firms')}</th>
            <th scope="col">{t('accounts.state')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ id, name, loginName, appointments, memberships, disabledAt }) => (
            <tr key={id}>
              <td>
                <Link to={`/desk/people/${id}`}>{name}</Link>
              </td>
              <td>{loginName}</td>
              <td>
                {appointments
                  .map(({ role, department }) =>
                    [department?.name, t(`role.${role}`)].filter(Boolean).join(' · '),
                  )
                  .join('；')}
              </td>
              <td>{memberships.map(({ enterprise }) => enterprise.name).join('；')}</td>
              <td>{t(disabledAt ? 'accounts.disabled' : 'accounts.open')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
