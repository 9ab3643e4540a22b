import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { pageTitle } from '~/app/policies/page-title';
import { doTemplateDeed } from '~/app/push/do-template-deed.server';
import { PushTabs } from '~/app/push/push-tabs';
import { readTemplatesPage, templateQuery } from '~/app/push/read-templates-page.server';
import { TemplateEditor } from '~/app/push/template-editor';
import { TemplateHistory } from '~/app/push/template-history';
import { requireStaff } from '~/app/session/require-reader.server';
import factStyles from '~/app/styles/facts.css?url';
import styles from '~/app/styles/push.css?url';
import { sayProblems } from '~/app/words/say-problem';
import { translator } from '~/app/words/translator';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { messageChannels } from '~/knowledge/policies/push/message-kind';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links = () => [
  { rel: 'stylesheet', href: factStyles },
  { rel: 'stylesheet', href: styles },
];
export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageTitle('campaign.tab.templates', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    return readTemplatesPage(context.services.db, reader, templateQuery(request));
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    try {
      const done = await doTemplateDeed(
        context.services,
        reader,
        templateQuery(request),
        await request.formData(),
        translator(localeOf(request)),
      );
      return data({ done, problems: {} });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data({ done: null, problems: sayProblems(localeOf(request), error.fields) }, { status: 422 });
    }
  });
}

/** 消息模板: the words of each message to firms, written without code, approved by a second person. */
export default function TemplatesPage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const { key, waiting } = page;
  const problems: Record<string, string> = answer?.problems ?? {};
  const to = (change: Record<string, string>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(change)) next.set(name, value);
    return `?${next.toString()}`;
  };
  const newest = page.history[0];
  return (
    <div className="stack push-page push-tpl">
      <div className="deskhead">
        <h1>{t('campaign.tab.templates')}</h1>
      </div>
      <PushTabs />
      <p className="hq-sm hq-muted">{t('template.lead')}</p>
      <div role="status">
        {answer?.done && <p className="hq-note">{t(`template.done.${answer.done}`)}</p>}
      </div>
      <div className="push-tpl-lay">
        <nav className="hq-card" aria-label={t('template.kinds')}>
          <ul className="plain push-kinds">
            {page.kinds.map(({ kind, waits, isOwn }) => (
              <li key={kind}>
                <Link
                  to={to({ kind })}
                  className={kind === key.kind ? 'on' : undefined}
                  aria-current={kind === key.kind ? 'true' : undefined}
                >
                  {t(`template.kind.${kind}`)}
                  {waits ? (
                    <span className="tag tag-b">{t('template.waiting')}</span>
                  ) : isOwn ? (
                    <span className="tag">{t('template.own')}</span>
                  ) : null}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="stack">
          {waiting && (
            <section className="hq-card hq-card-b push-back" aria-label={t('template.waiting')}>
              <p>{t('template.waits', { by: waiting.by, time: waiting.at })}</p>
              <Decide id={waiting.id} isMine={waiting.isMine} problem={problems.reason} />
            </section>
          )}
          <section className="hq-card" aria-label={t(`template.kind.${key.kind}`)}>
            <div className="push-seg">
              <div role="group" aria-label={t('campaign.channel')}>
                {messageChannels.map((channel) => (
                  <Link
                    key={channel}
                    to={to({ channel })}
                    className={channel === key.channel ? 'on' : undefined}
                    aria-current={channel === key.channel ? 'true' : undefined}
                  >
                    {t(`campaign.channel.${channel}`)}
                  </Link>
                ))}
              </div>
              <div role="group" aria-label={t('template.language')}>
                {(['zh-CN', 'en'] as const).map((locale) => (
                  <Link
                    key={locale}
                    to={to({ locale })}
                    className={locale === key.locale ? 'on' : undefined}
                    aria-current={locale === key.locale ? 'true' : undefined}
                  >
                    {t(`template.locale.${locale}`)}
                  </Link>
                ))}
              </div>
              {page.departments.length > 1 && (
                <div role="group" aria-label={t('template.department')}>
                  {page.departments.map(({ id, name }) => (
                    <Link
                      key={id}
                      to={to({ department: id })}
                      className={id === key.departmentId ? 'on' : undefined}
                    >
                      {name}
                    </Link>
                  ))}
                </div>
              )}
            </div>
            <TemplateEditor
              key={[
                key.departmentId,
                key.kind,
                key.channel,
                key.locale,
                newest?.number,
                newest?.state,
                newest?.at,
              ].join(' ')}
              page={page}
              refused={problems}
            />
          </section>
          <TemplateHistory page={page} />
        </div>
      </div>
    </div>
  );
}

function Decide({ id, isMine, problem }: { id: string; isMine: boolean; problem: string | undefined }) {
  const { t } = useTranslation();
  if (isMine)
    return (
      <Form method="post" preventScrollReset>
        <input type="hidden" name="id" value={id} />
        <button className="btn btn-outline-primary btn-sm" name="intent" value="recall">
          {t('campaign.deed.recall')}
        </button>
      </Form>
    );
  return (
    <Form method="post" className="push-decide" preventScrollReset>
      <input type="hidden" name="id" value={id} />
      <button className="btn btn-primary" name="intent" value="approve">
        {t('template.approve')}
      </button>
      <label className="form-label" htmlFor="template-reason">
        {t('campaign.back.reason')}
      </label>
      <input id="template-reason" name="reason" className="form-control" maxLength={500} />
      <button className="btn btn-outline-primary" name="intent" value="send-back">
        {t('campaign.deed.send-back')}
      </button>
      {problem && (
        <p className="c-no hq-sm" role="alert">
          {problem}
        </p>
      )}
    </Form>
  );
}
