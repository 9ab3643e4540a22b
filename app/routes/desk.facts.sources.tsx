import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { PlainField } from '~/app/facts/plain-field';
import { cityTime } from '~/app/people/city-time';
import { readForm } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import { sayProblem, sayProblems } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { listFactMappings } from '~/knowledge/enterprises/imports/get-fact-import.server';
import { requireFactDepartment } from '~/knowledge/enterprises/imports/start-fact-import.server';
import { askSource } from '~/knowledge/enterprises/sources/ask-source.server';
import { addSource, listSources, steerSource } from '~/knowledge/enterprises/sources/manage-sources.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db } = context.services;
    const reader = await requireStaff(request, context, 'designer');
    const mappings = await listFactMappings(db, requireFactDepartment(reader));
    const sources = (await listSources(db, reader)).map((source) => ({
      ...source,
      lastError: source.lastError && sayProblem(localeOf(request), source.lastError),
    }));
    return { mappings: mappings.map(({ name }) => name), sources };
  });
}

const deeds = ['pause', 'resume', 'ask-now', 'remove'] as const;

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { services } = context;
    const reader = await requireStaff(request, context, 'designer');
    const { intent, id = '', ...fields } = readForm(await request.formData());
    const deed = deeds.find((one) => one === intent);
    try {
      if (deed === undefined) await addSource(services, reader, fields);
      else await steerSource(services, reader, { id, deed });
      if (deed === 'ask-now') await askSource({ ...services, filesDir: services.settings.filesDir }, id);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const { secret: _secret, ...typed } = fields;
      return data({ typed, errors: sayProblems(localeOf(request), error.fields) }, { status: 422 });
    }
    return data({ typed: null, errors: {} });
  });
}

/** 定时数据源: addresses that are asked for facts by the clock; their credentials are kept sealed. */
export default function Sources() {
  const { sources, mappings } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const typed: Record<string, string | undefined> = answer?.typed ?? {};
  const errors: Record<string, string> = answer?.errors ?? {};
  const field = (name: string) => ({
    name,
    label: t(`factdesk.source.field.${name}`),
    typed: typed[name] ?? (name === 'everyHours' ? '24' : ''),
    problem: errors[name],
  });
  return (
    <>
      <section className="hq-card" aria-labelledby="sources">
        <div className="hq-card-h">
          <h2 id="sources">{t('factdesk.tab.sources')}</h2>
        </div>
        {sources.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-clock-history" aria-hidden="true" />
            <span>{t('factdesk.source.none')}</span>
          </div>
        ) : (
          <ul className="plain fact-list">
            {sources.map((one) => (
              <li key={one.id}>
                <div className="row-x wrapx">
                  <h3 className="grow fact-name">{one.name}</h3>
                  <span className="tag">
                    {t(one.paused ? 'factdesk.source.paused' : 'factdesk.source.running')}
                  </span>
                </div>
                <p className="hq-sm hq-muted fact-name">
                  {one.url} · {t('factdesk.source.every', { n: one.everyHours })} · {one.mappingName}
                  {one.hasSecret && ` · ${t('factdesk.source.sealed', { header: one.headerName })}`}
                </p>
                <p className="hq-sm">
                  {one.lastAt === null
                    ? t('factdesk.source.never')
                    : t('factdesk.source.last', { time: cityTime(one.lastAt) })}{' '}
                  {one.lastError === null && one.lastImportId && (
                    <Link to={`/desk/facts/imports/${one.lastImportId}`}>{t('factdesk.source.import')}</Link>
                  )}
                </p>
                {one.lastError !== null && <p className="hq-note hq-note-no">{one.lastError}</p>}
                <Form method="post" className="row-x wrapx">
                  <input type="hidden" name="id" value={one.id} />
                  {deeds
                    .filter((deed) => deed !== (one.paused ? 'pause' : 'resume'))
                    .map((deed) => (
                      <button
                        key={deed}
                        className="btn btn-outline-primary btn-sm"
                        name="intent"
                        value={deed}
                      >
                        {t(`factdesk.source.deed.${deed}`)}
                      </button>
                    ))}
                </Form>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Form method="post" className="hq-card hq-card-b stack" aria-labelledby="source-new">
        <h2 id="source-new">{t('factdesk.source.new')}</h2>
        <p className="hq-sm hq-muted">{t('factdesk.source.lead')}</p>
        <div className="fact-options">
          <PlainField {...field('name')} />
          <PlainField {...field('url')} type="url" />
          <div>
            <label className="form-label" htmlFor="source-mapping">
              {t('factdesk.source.field.mappingName')}
            </label>
            <select
              id="source-mapping"
              name="mappingName"
              className="form-select"
              {...(typed.mappingName !== undefined && { defaultValue: typed.mappingName })}
            >
              {mappings.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
            {mappings.length === 0 && <p className="form-text">{t('factdesk.source.no-mapping')}</p>}
            {errors.mappingName && (
              <p className="hq-note hq-note-no" role="alert">
                {errors.mappingName}
              </p>
            )}
          </div>
          <PlainField {...field('everyHours')} type="number" />
          <PlainField {...field('headerName')} optional />
          <PlainField {...field('secret')} type="password" optional />
        </div>
        <div>
          <button className="btn btn-primary" name="intent" value="add">
            {t('factdesk.source.add')}
          </button>
        </div>
      </Form>
    </>
  );
}
