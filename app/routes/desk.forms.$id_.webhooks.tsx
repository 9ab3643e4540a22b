import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { useLookAgain } from '~/app/desk/use-look-again';
import { orErrorPage } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { actOnWebhooks } from '~/app/forms/webhooks/act-on-webhooks.server';
import { DeliveryLog } from '~/app/forms/webhooks/delivery-log';
import { getWebhooksPage } from '~/app/forms/webhooks/get-webhooks-page.server';
import { WebhookCard } from '~/app/forms/webhooks/webhook-card';
import { WebhookForm } from '~/app/forms/webhooks/webhook-form';
import { DoneNote } from '~/app/people/form-field';
import { pageTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/exports.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('webhooks.title', matches);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'designer', 'reviewer');
    return getWebhooksPage(formsDeps(context, request), reader, params.id ?? '');
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'designer', 'reviewer');
    const { locale } = formsDeps(context, request);
    const input = { formId: params.id ?? '', form: await request.formData(), locale };
    const answer = await actOnWebhooks(context.services, reader, input);
    return data(answer, {
      status: Object.keys(answer.errors).length > 0 ? 422 : 200,
      // A secret is shown this once, and kept by nobody on the way.
      headers: { 'Cache-Control': 'no-store' },
    });
  });
}

/** 数据推送: a department's own systems that are told of a form's applications. */
export default function Webhooks() {
  const { title, hooks, log, maySendContent } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  useLookAgain(hooks.some(({ waiting }) => waiting > 0));
  return (
    <>
      <p className="hq-sm">
        <Link to={maySendContent ? '/desk/cases' : '/desk/forms'}>
          {t(maySendContent ? 'exports.back' : 'builder.forms')}
        </Link>
      </p>
      <div className="deskhead">
        <h1>{t('webhooks.title')}</h1>
        <span className="tag">{title}</span>
      </div>
      <p className="hq-muted">{t('webhooks.lead')}</p>
      <DoneNote sentence={answer?.done ? { key: `webhooks.done.${answer.done}` } : null} />
      <div className="exports-lay">
        <section className="hq-card" aria-labelledby="new-webhook">
          <div className="hq-card-h">
            <h2 id="new-webhook">{t('webhooks.new')}</h2>
          </div>
          <WebhookForm answer={answer} maySendContent={maySendContent} busy={busy} />
        </section>
        <div className="stack">
          {hooks.map((hook) => (
            <WebhookCard
              key={hook.id}
              hook={hook}
              answer={answer}
              locked={hook.withContent && !maySendContent}
              busy={busy}
            />
          ))}
          <DeliveryLog log={log} />
        </div>
      </div>
    </>
  );
}
