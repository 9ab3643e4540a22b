import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { cityTime } from '~/app/people/city-time';
import { decideMembership } from '~/app/people/decide-membership.server';
import { DoneNote, ProblemNote } from '~/app/people/form-field';
import { listRegistrations } from '~/app/people/list-registrations.server';
import { readForm } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/people.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'administrator', 'helpdesk');
    const state = new URL(request.url).searchParams.get('state') === 'decided' ? 'decided' : 'pending';
    return { state, registrations: await listRegistrations(context.services.db, reader, state) };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'administrator', 'helpdesk');
    const { id = '', intent, reason = '' } = readForm(await request.formData());
    const decision = intent === 'confirm' ? 'confirm' : 'refuse';
    if (decision === 'refuse' && reason.trim() === '') {
      return data({ id, problem: { key: 'people.error.reason' }, done: null }, { status: 422 });
    }
    await decideMembership(context.services, reader, { membershipId: id, decision, reason });
    return data({ id, problem: null, done: { key: `members.done.${decision}` } });
  });
}

export default function RegistrationsPage() {
  const { state, registrations } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="people-desk">
      <div className="deskhead">
        <h1>{t('enterprises.title')}</h1>
        <nav className="people-actions" aria-label={t('enterprises.states')}>
          {(['pending', 'decided'] as const).map((one) => (
            <Link
              key={one}
              className={one === state ? 'btn btn-primary btn-sm' : 'btn btn-outline-primary btn-sm'}
              aria-current={one === state ? 'page' : undefined}
              to={one === 'pending' ? '/desk/enterprises' : '/desk/enterprises?state=decided'}
            >
              {t(`enterprises.${one}`)}
            </Link>
          ))}
        </nav>
      </div>
      <ProblemNote sentence={answer?.problem} />
      <DoneNote sentence={answer?.done} />
      {registrations.length === 0 ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-building-check" aria-hidden="true" />
          <p>{t(`enterprises.none-${state}`)}</p>
        </div>
      ) : (
        registrations.map((registration) => (
          <RegistrationCard key={registration.id} registration={registration} />
        ))
      )}
    </div>
  );
}

type Registration = ReturnType<typeof useLoaderData<typeof loader>>['registrations'][number];

/** One request with what the registry holds for the code beside what was typed. */
function RegistrationCard({ registration }: { registration: Registration }) {
  const { t } = useTranslation();
  const { id, person, enterprise, registered, state, reason } = registration;
  const isSame = registered?.name === enterprise.name;
  return (
    <section className="hq-card hq-card-b people-form" aria-label={enterprise.name}>
      <div className="people-split">
        <dl className="kv">
          <dt>{t('register.enterprise-name')}</dt>
          <dd>
            <b>{enterprise.name}</b>
          </dd>
          <dt>{t('register.credit-code')}</dt>
          <dd className="num">{enterprise.creditCode}</dd>
          <dt>{t('enterprises.registry')}</dt>
          <dd>
            {registered ? (
              <>
                {registered.name}{' '}
                <span className={isSame ? 'hq-v hq-v-bare hq-v-ok' : 'hq-v hq-v-bare hq-v-no'}>
                  <i
                    className={`bi ${isSame ? 'bi-check-circle-fill' : 'bi-x-circle-fill'}`}
                    aria-hidden="true"
                  />
                  {t(isSame ? 'enterprises.same' : 'enterprises.different')}
                </span>
              </>
            ) : (
              t('enterprises.unregistered')
            )}
          </dd>
        </dl>
        <dl className="kv">
          <dt>{t('enterprises.person')}</dt>
          <dd>
            {person.name} ({person.loginName})
          </dd>
          <dt>{t('enterprises.contact')}</dt>
          <dd>{[person.phone, person.email].filter(Boolean).join(' · ') || t('enterprises.no-contact')}</dd>
          <dt>{t('enterprises.asked')}</dt>
          <dd className="num">{cityTime(registration.createdAt)}</dd>
        </dl>
      </div>
      {state === 'pending' ? (
        <Form method="post" className="people-inline">
          <input type="hidden" name="id" value={id} />
          <input
            className="form-control grow"
            name="reason"
            aria-label={t('enterprises.reason')}
            placeholder={t('enterprises.reason')}
            maxLength={500}
          />
          <button className="btn btn-primary" name="intent" value="confirm">
            {t('enterprises.confirm')}
          </button>
          <button className="btn btn-outline-primary" name="intent" value="refuse">
            {t('enterprises.refuse')}
          </button>
        </Form>
      ) : (
        <p>
          <span className="tag">{t(`membership.${state}`)}</span>{' '}
          {registration.decidedAt && <span className="num hq-muted">{cityTime(registration.decidedAt)}</span>}{' '}
          {reason}
        </p>
      )}
    </section>
  );
}
