import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { FactMappingForm } from '~/app/facts/fact-mapping-form';
import { getImportPage } from '~/app/facts/get-import-page.server';
import { ImportProblems } from '~/app/facts/import-problems';
import { ImportStateBadge } from '~/app/facts/import-state-badge';
import { TallyView } from '~/app/facts/tally-view';
import { readPreferences } from '~/app/i18n/preferences';
import { readJsonField } from '~/app/read-json-field';
import { requireStaff } from '~/app/session/require-reader.server';
import { sayProblems } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { factMappingSchema } from '~/knowledge/enterprises/imports/fact-mapping';
import {
  applyFactImport,
  cancelFactImport,
  previewFactImport,
  remapFactImport,
} from '~/knowledge/enterprises/imports/steer-fact-import.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const { locale } = readPreferences(request);
    return getImportPage(context.services, reader, params.id ?? '', locale);
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { services } = context;
    const reader = await requireStaff(request, context, 'designer');
    const importId = params.id ?? '';
    const form = await request.formData();
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    try {
      switch (text('intent')) {
        case 'preview': {
          const mapping = factMappingSchema.safeParse(readJsonField(form, 'mapping'));
          if (!mapping.success)
            throw new InvalidInputError({ observedOn: mapping.error.issues[0]?.message ?? '' });
          await previewFactImport(services, reader, {
            importId,
            mapping: mapping.data,
            saveAs: text('saveAs'),
          });
          break;
        }
        case 'remap':
          await remapFactImport(services, reader, importId);
          break;
        case 'apply':
          await applyFactImport(services, reader, importId);
          break;
        case 'cancel':
          await cancelFactImport(services, reader, importId);
          break;
      }
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data({ errors: sayProblems(localeOf(request), error.fields) }, { status: 422 });
    }
    return data({ errors: null });
  });
}

const working = ['reading', 'previewing', 'applying'];

/** One import: what its columns mean, what it would change, how far it is, what couldn't be taken. */
export default function FactImportPage() {
  const { view, refusal, facts, saved, names } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const { revalidate, state } = useRevalidator();
  const isWorking = working.includes(view.state);
  useEffect(() => {
    if (!isWorking || state !== 'idle') return;
    const timer = setTimeout(revalidate, 1000);
    return () => {
      clearTimeout(timer);
    };
  }, [isWorking, revalidate, state, view]);
  return (
    <>
      <nav className="crumb" aria-label={t('factdesk.place')}>
        <Link to="/desk/facts">{t('factdesk.tab.imports')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{view.title}</span>
      </nav>
      <div className="row-x wrapx">
        <h2 className="grow fact-name">{view.title}</h2>
        <ImportStateBadge state={view.state} />
        {!['done', 'cancelled', 'refused'].includes(view.state) && (
          <Form method="post">
            <button className="btn btn-outline-primary btn-sm" name="intent" value="cancel">
              {t('factdesk.cancel')}
            </button>
          </Form>
        )}
      </div>
      {refusal && (
        <p className="hq-note hq-note-no" role="alert">
          {refusal}
        </p>
      )}
      {view.error && (
        <p className="hq-note hq-note-no" role="alert">
          {t('factdesk.failed', { reason: view.error })}
        </p>
      )}
      {isWorking && <Progress view={view} />}
      {view.state === 'mapping' && view.layout && (
        <FactMappingForm
          key={view.id}
          layout={view.layout}
          rows={view.rows}
          before={view.mapping}
          facts={facts}
          saved={saved}
          errors={answer?.errors ?? {}}
        />
      )}
      {view.state === 'previewed' && view.preview && (
        <>
          <TallyView tally={view.preview} names={names} heading={t('factdesk.preview.title')} />
          <Form method="post" className="fact-act">
            <button className="btn btn-primary" name="intent" value="apply">
              {t('factdesk.apply', { n: written(view.preview.facts).toLocaleString() })}
            </button>
            <button className="btn btn-outline-primary" name="intent" value="remap">
              {t('factdesk.remap')}
            </button>
            <span className="hq-sm hq-muted">{t('factdesk.apply.help')}</span>
          </Form>
        </>
      )}
      {(view.state === 'done' || view.state === 'cancelled') && view.result && (
        <TallyView tally={view.result} names={names} heading={t('factdesk.result.title')} />
      )}
      {view.problemCount > 0 && view.state !== 'mapping' && (
        <ImportProblems id={view.id} problems={view.problems} count={view.problemCount} />
      )}
    </>
  );
}

function written(facts: { new: number; changed: number; confirmed: number; older: number }): number {
  return facts.new + facts.changed + facts.confirmed + facts.older;
}

function Progress({ view }: { view: { state: string; rows: number; position: number } }) {
  const { t } = useTranslation();
  const isReading = view.state === 'reading';
  const percent = isReading || view.rows === 0 ? 0 : Math.round((100 * view.position) / view.rows);
  return (
    <div className="hq-card hq-card-b" aria-live="polite">
      <p>
        {t(`factdesk.working.${view.state}`, {
          done: (isReading ? view.rows : view.position).toLocaleString(),
          rows: view.rows.toLocaleString(),
        })}
      </p>
      <progress
        className="fact-progress"
        aria-label={t(`factdesk.state.${view.state}`)}
        {...(isReading ? {} : { value: percent, max: 100 })}
      />
      <p className="hq-sm hq-muted">{t('factdesk.working.leave')}</p>
    </div>
  );
}
