import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData, useNavigate } from '@remix-run/react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

import { DropZone } from '~/app/documents/upload/drop-zone';
import { readMapping } from '~/app/documents/upload/import-requests';
import { readRun } from '~/app/documents/upload/read-run.server';
import { RunView } from '~/app/documents/upload/run-view';
import { MappingForm } from '~/app/documents/upload/mapping-form';
import { takePlainForm } from '~/app/documents/upload/take-plain-form.server';
import { useUploader } from '~/app/documents/upload/use-uploader';
import { uploadRoles } from '~/app/documents/upload-roles';
import { orErrorPage } from '~/app/errors';
import { readPreferences } from '~/app/i18n/preferences';
import { requireStaff } from '~/app/session/require-reader.server';
import evaluation from '~/app/styles/evaluation.css?url';
import styles from '~/app/styles/documents.css?url';
import workbench from '~/app/styles/workbench.css?url';
import { firstProblem } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { cancelImport } from '~/knowledge/documents/import-runs/close-import.server';
import { importTable, previewTable } from '~/knowledge/documents/import-runs/map-table.server';
import { retryItems } from '~/knowledge/documents/import-runs/retry-items.server';
import { mostFilesARun } from '~/knowledge/documents/import-runs/import-state';
import { refusalSentence } from '~/knowledge/documents/refusal';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'stylesheet', href: workbench },
  { rel: 'stylesheet', href: evaluation },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { services } = context;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const { locale } = readPreferences(request);
    const { fileBytes, entries, tableRows } = services.parser.limits;
    return {
      limits: { fileBytes, entries, rows: tableRows, files: mostFilesARun },
      ...(await readRun(services, reader, new URL(request.url).searchParams, locale)),
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { services } = context;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const runId = new URL(request.url).searchParams.get('run') ?? '';
    if (request.headers.get('content-type')?.startsWith('multipart/form-data')) {
      const taken = await takePlainForm(services, reader, request);
      return redirect(`/desk/documents/upload?run=${taken}`);
    }
    const form = await request.formData();
    const textOf = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const deps = { db: services.db, now: services.now, filesDir: services.settings.filesDir };
    switch (textOf('intent')) {
      case 'cancel':
        await cancelImport(deps, reader, runId);
        break;
      case 'retry':
        await retryItems(deps, reader, runId, textOf('item') || undefined);
        break;
      case 'preview': {
        const { locale } = readPreferences(request);
        const mapping = readMapping(form);
        const preview = await previewTable(deps, reader, runId, mapping);
        const errors = preview.errors.map(({ row, reason }) => ({
          row,
          sentence: refusalSentence(reason, locale),
        }));
        return data({ preview: { ...preview, errors } });
      }
      case 'import-table':
        try {
          const mapping = readMapping(form);
          await importTable(deps, reader, runId, mapping, textOf('saveAs').slice(0, 60) || undefined);
        } catch (error) {
          if (!(error instanceof InvalidInputError)) throw error;
          return data({ error: firstProblem(localeOf(request), error.fields) }, { status: 422 });
        }
        break;
    }
    return data({ done: true });
  });
}

export default function UploadPage() {
  const { limits, run, table } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const onStarted = useCallback(
    (runId: string) => {
      void navigate(`/desk/documents/upload?run=${runId}`, { replace: true });
    },
    [navigate],
  );
  const { start, sending, busy, problem } = useUploader(onStarted);
  return (
    <div className="stack">
      <nav className="crumb" aria-label={t('documents.crumb')}>
        <Link to="/desk/documents">{t('documents.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{t('documents.desk.upload')}</span>
      </nav>
      <div className="deskhead">
        <h1>{t('documents.desk.upload')}</h1>
        {run && !busy && (
          <Link className="btn btn-outline-primary doc-head-actions" to="/desk/documents/upload">
            {t('workbench.upload.more')}
          </Link>
        )}
      </div>
      <p className="hq-note wb-phone">{t('workbench.phone')}</p>
      {problem && (
        <p className="hq-note hq-note-no" role="alert">
          {problem}
        </p>
      )}
      {!run && (
        <DropZone
          limits={limits}
          busy={busy}
          start={(kind, files, options) => {
            void start(kind, files, options);
          }}
        />
      )}
      {run && table && <MappingForm key={run.id} runId={run.id} {...table} error={null} />}
      {run && <RunView run={run} sending={sending} />}
    </div>
  );
}
