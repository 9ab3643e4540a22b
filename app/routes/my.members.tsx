import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { cityTime } from '~/app/people/city-time';
import { decideMembership } from '~/app/people/decide-membership.server';
import { DoneNote, FormField, ProblemNote } from '~/app/people/form-field';
import { LinkToHandOver } from '~/app/people/link-to-hand-over';
import { listMembers } from '~/app/people/list-members.server';
import { inviteMember, removeMember, setManager } from '~/app/people/manage-members.server';
import { readForm } from '~/app/people/read-form';
import { requireMember } from '~/app/session/require-reader.server';
import styles from '~/app/styles/people.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireMember(request, context);
    const listed = await listMembers(context.services.db, reader, context.services.now());
    return { ...listed, myId: reader.personId };
  });
}

const nothing = { errors: null, problem: null, done: null, path: null, email: null };

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { services } = context;
    const reader = await requireMember(request, context);
    const { intent, id = '', email = '', reason = '' } = readForm(await request.formData());
    if (intent === 'invite') {
      const invited = await inviteMember(services, reader, email.slice(0, 300));
      if (invited.outcome === 'invalid')
        return data({ ...nothing, email, errors: invited.errors }, { status: 422 });
      if (invited.outcome === 'link') return data({ ...nothing, path: invited.path });
      return data({ ...nothing, done: { key: 'members.invited', params: { email: invited.email } } });
    }
    if (intent === 'confirm' || intent === 'refuse') {
      if (intent === 'refuse' && reason.trim() === '') {
        return data({ ...nothing, problem: { key: 'people.error.reason' } }, { status: 422 });
      }
      await decideMembership(services, reader, { membershipId: id, decision: intent, reason });
      return data({ ...nothing, done: { key: `members.done.${intent}` } });
    }
    const changed =
      intent === 'remove'
        ? await removeMember(services, reader, id)
        : await setManager(services, reader, id, intent === 'promote');
    return changed.outcome === 'last-manager'
      ? data({ ...nothing, problem: { key: 'members.last-manager' } }, { status: 409 })
      : data({ ...nothing, done: { key: 'members.done.change' } });
  });
}

export default function MembersPage() {
  const { enterprise, isManager, members, requests, invitations, myId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="wrap">
      <div className="people-page">
        <div>
          <h1>{t('members.title')}</h1>
          <p className="hq-muted">
            {enterprise.name} · <span className="num">{enterprise.creditCode}</span>
          </p>
        </div>
        <ProblemNote sentence={answer?.problem} />
        <DoneNote sentence={answer?.done} />
        {answer?.path && <LinkToHandOver path={answer.path} days={7} />}
        {requests.length > 0 && (
          <section className="hq-card hq-card-b" aria-labelledby="requests">
            <h2 id="requests">{t('members.requests')}</h2>
            {requests.map((request) => (
              <MemberRequest key={request.id} {...request} />
            ))}
          </section>
        )}
        <section className="hq-card hq-card-b" aria-label={t('members.title')}>
          {members.map((member) => (
            <div key={member.id} className="people-row">
              <div className="grow">
                <b>{member.person.name}</b>{' '}
                {member.isManager && <span className="tag tag-b">{t('members.manager')}</span>}
                {member.personId === myId && <span className="tag">{t('members.me')}</span>}
                <div className="hq-sm hq-muted">
                  {[member.person.email, isManager ? member.person.phone : null].filter(Boolean).join(' · ')}
                </div>
              </div>
              {(isManager || member.personId === myId) && (
                <Form method="post">
                  <input type="hidden" name="id" value={member.id} />
                  {isManager && (
                    <button
                      className="btn btn-outline-primary btn-sm"
                      name="intent"
                      value={member.isManager ? 'demote' : 'promote'}
                    >
                      {t(member.isManager ? 'members.demote' : 'members.promote')}
                    </button>
                  )}
                  <button className="btn btn-outline-primary btn-sm" name="intent" value="remove">
                    {t(member.personId === myId ? 'members.leave' : 'members.remove')}
                  </button>
                </Form>
              )}
            </div>
          ))}
        </section>
        {isManager && (
          <section className="hq-card hq-card-b people-form" aria-labelledby="invite">
            <h2 id="invite">{t('members.invite')}</h2>
            <Form method="post" className="people-form" key={answer?.done?.key ?? answer?.path ?? 'invite'}>
              <FormField
                name="email"
                type="email"
                label={t('people.email')}
                help={t('members.invite-help')}
                defaultValue={answer?.email ?? ''}
                errors={answer?.errors}
              />
              <div>
                <button className="btn btn-primary" name="intent" value="invite">
                  {t('members.invite-submit')}
                </button>
              </div>
            </Form>
            {invitations.map(({ email, expiresAt }) => (
              <p key={email} className="hq-sm hq-muted">
                {t('members.invitation', { email, time: cityTime(expiresAt) })}
              </p>
            ))}
          </section>
        )}
      </div>
    </div>
  );
}

/** Someone who registered for the firm, for its manager to confirm or refuse. */
function MemberRequest({
  id,
  person,
}: {
  id: string;
  person: { name: string; email: string | null; phone: string | null };
}) {
  const { t } = useTranslation();
  return (
    <div className="people-row">
      <div className="grow">
        <b>{person.name}</b>
        <div className="hq-sm hq-muted">{[person.email, person.phone].filter(Boolean).join(' · ')}</div>
      </div>
      <Form method="post">
        <input type="hidden" name="id" value={id} />
        <input
          className="form-control"
          name="reason"
          aria-label={t('enterprises.reason')}
          placeholder={t('enterprises.reason')}
          maxLength={500}
        />
        <button className="btn btn-primary btn-sm" name="intent" value="confirm">
          {t('enterprises.confirm')}
        </button>
        <button className="btn btn-outline-primary btn-sm" name="intent" value="refuse">
          {t('enterprises.refuse')}
        </button>
      </Form>
    </div>
  );
}
