import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ChannelCard } from '~/app/channels/channel-card';
import { changeChannels } from '~/app/channels/change-channels.server';
import { DeadLetters } from '~/app/channels/dead-letters';
import { getChannelsPage } from '~/app/channels/get-channels-page.server';
import { TestForm } from '~/app/channels/test-form';
import { orErrorPage } from '~/app/errors';
import { PlainField } from '~/app/facts/plain-field';
import { i18n } from '~/app/i18n/remix-i18next.server';
import { DoneNote } from '~/app/people/form-field';
import { readForm } from '~/app/people/read-form';
import { pageTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/notifications.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('channels.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'administrator');
    return getChannelsPage(context.services, reader);
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'administrator');
    const locale = (await i18n.getLocale(request)) === 'en' ? 'en' : 'zh-CN';
    const fields = readForm(await request.formData());
    const answer = await changeChannels(context.services, reader, fields, locale);
    return data(answer, { status: Object.keys(answer.errors).length > 0 ? 422 : 200 });
  });
}

/** 消息通道: the ways out of the platform, how they fare, and what didn't arrive. */
export default function Channels() {
  const { mail, channels, letters, count, weeklyCap } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('channels.title')}</h1>
      </div>
      <p className="hq-muted">{t('channels.lead')}</p>
      <DoneNote sentence={answer?.done ? { key: `channels.done.${answer.done}` } : null} />
      <DeadLetters letters={letters} count={count} busy={busy} />
      <section className="hq-card" aria-labelledby="channel-mail">
        <div className="hq-card-h">
          <h2 id="channel-mail" className="grow">
            {t('channels.name.mail')}
          </h2>
          <span className={mail.isSetUp ? 'tag tag-b' : 'tag'}>
            {t(mail.isSetUp ? 'channels.state.on' : 'channels.state.none')}
          </span>
        </div>
        <div className="hq-card-b stack">
          <p className="hq-sm hq-muted">
            {mail.isSetUp ? t('channels.mail.from', { from: mail.from }) : t('channels.mail.none')}
          </p>
          {mail.isSetUp && (
            <>
              <p className="hq-sm">{t('channels.counts', mail.counts)}</p>
              <TestForm
                channel="mail"
                mine={mail.mine}
                answer={answer?.channel === 'mail' ? answer : undefined}
                busy={busy}
              />
            </>
          )}
        </div>
      </section>
      {channels.map((row) => (
        <ChannelCard key={row.channel} row={row} answer={answer} busy={busy} />
      ))}
      <Form method="post" className="hq-card hq-card-b stack" preventScrollReset>
        <h2>{t('channels.cap')}</h2>
        <p className="hq-sm hq-muted">{t('channels.cap.help')}</p>
        <div style={{ maxWidth: '16em' }}>
          <PlainField
            name="weeklyCap"
            type="number"
            label={t('channels.cap.label')}
            typed={answer?.typed.weeklyCap ?? String(weeklyCap)}
            problem={answer?.errors.weeklyCap}
          />
        </div>
        <div>
          <button className="btn btn-primary" name="intent" value="cap" disabled={busy}>
            {t('channels.cap.save')}
          </button>
        </div>
      </Form>
    </div>
  );
}
