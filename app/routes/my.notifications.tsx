import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { i18n } from '~/app/i18n/remix-i18next.server';
import { ContactWays } from '~/app/notices/contact-ways';
import { changeNotifications } from '~/app/notices/change-notifications.server';
import { getNotificationPage } from '~/app/notices/get-notification-page.server';
import { MemberTopicsForm } from '~/app/notices/member-topics-form';
import { TopicChoices } from '~/app/notices/topic-choices';
import { DoneNote } from '~/app/people/form-field';
import { pageTitle } from '~/app/policies/page-title';
import { requirePerson } from '~/app/session/require-reader.server';
import styles from '~/app/styles/notifications.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('notify.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requirePerson(request, context);
    return getNotificationPage(context.services, reader);
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requirePerson(request, context);
    const locale = (await i18n.getLocale(request)) === 'en' ? 'en' : 'zh-CN';
    const answer = await changeNotifications(context.services, reader, await request.formData(), locale);
    return data(answer, { status: answer.done === null ? 422 : 200 });
  });
}

/** 消息接收: by which ways one hears of what, and when. */
export default function Notifications() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  return (
    <div className="wrap page notify-page">
      <nav className="crumb" aria-label={t('policies.place')}>
        <Link to="/my/notices">{t('notices.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{t('notify.title')}</span>
      </nav>
      <h1>{t('notify.title')}</h1>
      <DoneNote sentence={answer?.done ? { key: `notify.done.${answer.done}` } : null} />
      <ContactWays ways={page.ways} answer={answer?.contact ?? null} busy={busy} />
      <TopicChoices
        key={JSON.stringify([page.choice, page.ways])}
        page={page}
        busy={busy}
        problem={answer?.problem ?? null}
      />
      {page.firm && page.firm.members.length > 0 && (
        <MemberTopicsForm firm={page.firm} busy={busy} lonely={answer?.lonely ?? []} />
      )}
    </div>
  );
}
