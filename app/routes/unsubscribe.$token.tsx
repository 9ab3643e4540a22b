import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { readUnsubscribeToken } from '~/app/notices/unsubscribe-token';
import { pageTitle } from '~/app/policies/page-title';
import { leaveTopic } from '~/knowledge/policies/push/change-choice.server';
import { isLeft } from '~/knowledge/policies/push/delivery-choice';
import { loadChoice } from '~/knowledge/policies/push/load-choice.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader } from '~/prisma/access/reader';

export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('unsubscribe.title', matches);
// The address itself is the right: it goes to no other site and into no cache.
export const headers = () => ({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' });

type Context = LoaderFunctionArgs['context'];

async function requireUnsubscription({ services }: Context, token: string | undefined) {
  const named = readUnsubscribeToken(services.signingKey, token ?? '');
  const person = named && (await services.db.person.findUnique({ where: { id: named.personId } }));
  if (!named || !person) throw new NotFoundError('unsubscription', 'link');
  return named;
}

/** A look changes nothing: mail programs fetch links by themselves. */
export function loader({ context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { personId, topic } = await requireUnsubscription(context, params.token);
    return { topic, left: isLeft(await loadChoice(context.services.db, personId), topic) };
  });
}

/** One click: the page's button, or the mail program's own (RFC 8058), which sends no cookie and needs none. */
export function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { personId, topic } = await requireUnsubscription(context, params.token);
    const isBack = (await request.formData()).get('intent') === 'back';
    const reader = { ...anonymousReader, kind: 'person' as const, personId };
    await leaveTopic(context.services, reader, topic, !isBack);
    return data({ left: !isBack });
  });
}

/** 退订: leaves one topic of mails, with the way back. */
export default function Unsubscribe() {
  const { topic, left } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  const name = t(`notify.topic.${topic}`);
  return (
    <div className="wrap page">
      <Form method="post" className="hq-card hq-card-b stack">
        <h1>{t(left ? 'unsubscribe.left' : 'unsubscribe.ask', { topic: name })}</h1>
        <p role="status">{t(left ? 'unsubscribe.left.help' : 'unsubscribe.ask.help', { topic: name })}</p>
        <div className="row-x wrapx">
          <button
            className={`btn ${left ? 'btn-outline-primary' : 'btn-primary'}`}
            name="intent"
            value={left ? 'back' : 'leave'}
            disabled={busy}
          >
            {t(left ? 'unsubscribe.back' : 'unsubscribe.leave', { topic: name })}
          </button>
          <Link to="/my/notifications">{t('notify.title')}</Link>
        </div>
      </Form>
    </div>
  );
}
