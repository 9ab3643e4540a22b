import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { CorrectionFields, type CorrectionField } from '~/app/documents/correction-fields';
import { KeyPointsLabel, StateBadge, StatusBadge } from '~/app/documents/status-badge';
import { uploadRoles } from '~/app/documents/upload-documents.server';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/documents.css?url';
import {
  correctableFields,
  correctDocument,
  decideRepeal,
  setDocumentState,
  type CorrectableField,
} from '~/knowledge/documents/correct-document.server';
import { getManagedDocument } from '~/knowledge/documents/get-document.server';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const found = await getManagedDocument(db, reader, params.id ?? '', cityDate(now()));
    if (!found) throw new NotFoundError('document', params.id ?? '');
    const { text: _text, passages, metadata, ...document } = found;
    const fields = correctableFields.map((name): CorrectionField => {
      const value = metadata.fields[name] ?? null;
      const place = passages.find(({ start, end }) => isWithin(value?.start ?? null, start, end));
      return { name, value: document[name] ?? '', found: value, passageId: place?.id ?? null, error: null };
    });
    const preview = passages
      .slice(0, 200)
      .map(({ id, path, heading, text }) => ({ id, path, heading, text }));
    return {
      document,
      fields,
      history: metadata.history
        .slice(-20)
        .reverse()
        .map((entry) => ({ ...entry, on: cityDate(new Date(entry.at)) })),
      preview,
      passages: passages.length,
    };
  });
}

function isWithin(place: number | null, start: number, end: number): boolean {
  return place !== null && start <= place && place < end;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const id = params.id ?? '';
    const form = await request.formData();
    const textOf = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : undefined;
    };
    const intent = textOf('intent');
    if (intent === 'publish' || intent === 'withdraw') {
      await setDocumentState(context.services, reader, id, intent === 'publish' ? 'published' : 'withdrawn');
    } else if (intent === 'confirm-repeal' || intent === 'dismiss-repeal') {
      await decideRepeal(
        context.services,
        reader,
        textOf('repeal') ?? '',
        intent === 'confirm-repeal' ? 'confirmed' : 'dismissed',
      );
    } else {
      const changes = Object.fromEntries(
        correctableFields.flatMap((name) => (textOf(name) === undefined ? [] : [[name, textOf(name)]])),
      ) as Partial<Record<CorrectableField, string>>;
      try {
        await correctDocument(context.services, reader, id, changes, textOf('reason')?.slice(0, 500));
      } catch (error) {
        if (error instanceof InvalidInputError)
          return data({ typed: changes, errors: error.fields, twin: null }, { status: 422 });
        if (error instanceof ConflictError)
          return data({ typed: changes, errors: {}, twin: String(error.current) }, { status: 409 });
        throw error;
      }
    }
    return redirect(`/desk/documents/${id}?saved=${intent ?? 'correct'}`);
  });
}

const savedIntents = ['correct', 'publish', 'withdraw', 'confirm-repeal', 'dismiss-repeal'];

export default function DeskDocumentPage() {
  const { document, fields, history, preview, passages } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const saved = useSearchParams()[0].get('saved');
  const given: Record<string, string | undefined> = answer?.typed ?? {};
  const errors = (answer?.errors ?? {}) as Record<string, string | undefined>;
  const typed = fields.map((field) => ({
    ...field,
    value: given[field.name] ?? field.value,
    error: errors[field.name] ?? null,
  }));
  return (
    <div className="stack">
      <nav className="crumb" aria-label={t('documents.crumb')}>
        <Link to="/desk/documents">{t('documents.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{document.title}</span>
      </nav>
      <div className="deskhead">
        <h1>{document.title}</h1>
        <StateBadge state={document.state} />
        <StatusBadge status={document.status} effectiveFrom={document.effectiveFrom} />
        <KeyPointsLabel textKind={document.textKind} />
        <Form method="post" className="row-x" style={{ marginLeft: 'auto' }}>
          {document.state === 'published' ? (
            <>
              <Link className="btn btn-outline-primary" to={`/documents/${document.id}`}>
                {t('documents.desk.open')}
              </Link>
              <button className="btn btn-outline-primary" name="intent" value="withdraw">
                {t('documents.desk.withdraw')}
              </button>
            </>
          ) : (
            <button className="btn btn-primary" name="intent" value="publish">
              {t('documents.desk.publish')}
            </button>
          )}
        </Form>
      </div>
      {saved !== null && !answer && (
        <p className="hq-note" role="status">
          {savedIntents.includes(saved) ? t(`documents.desk.saved.${saved}`) : t('documents.desk.saved')}
        </p>
      )}
      {answer?.twin && (
        <p className="hq-note hq-note-no" role="alert">
          <Link to={`/desk/documents/${answer.twin}`}>{t('documents.desk.twin')}</Link>
        </p>
      )}
      <div className="doc-desk">
        <div className="stack">
          <Form method="post" className="hq-card" aria-labelledby="doc-meta">
            <div className="hq-card-h">
              <h2 id="doc-meta">{t('documents.desk.metadata')}</h2>
            </div>
            <div className="hq-card-b" key={history.length}>
              <CorrectionFields fields={typed} documentId={document.id} />
              <div className="doc-field">
                <label className="form-label" htmlFor="doc-reason">
                  {t('documents.desk.reason')}
                </label>
                <input id="doc-reason" className="form-control" name="reason" maxLength={500} />
                <button className="btn btn-primary" name="intent" value="correct">
                  {t('documents.desk.save')}
                </button>
              </div>
            </div>
          </Form>
          {document.repeals.length > 0 && <Repeals repeals={document.repeals} />}
        </div>
        <div className="stack">
          <section className="hq-card" aria-labelledby="doc-history">
            <div className="hq-card-h">
              <h2 id="doc-history">{t('documents.desk.history')}</h2>
            </div>
            <div className="hq-card-b">
              {history.length === 0 && <p className="hq-muted hq-sm">{t('documents.desk.no-history')}</p>}
              <ul className="plain doc-history">
                {history.map((entry, i) => (
                  <li key={i}>
                    <b>{t(`documents.correct.${entry.field}`)}</b> <s>{entry.before?.value || '—'}</s> →{' '}
                    {entry.after?.value || '—'}
                    <br />
                    <span className="hq-muted">
                      {entry.by} · {entry.on} {entry.reason && `· ${entry.reason}`}
                    </span>
                  </li>
                ))}
              </ul>
            </div>
          </section>
          <section className="hq-card" aria-labelledby="doc-passages">
            <div className="hq-card-h">
              <h2 id="doc-passages">{t('documents.desk.passages-n', { n: passages })}</h2>
            </div>
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <div className="hq-card-b doc-preview" tabIndex={0} role="region" aria-labelledby="doc-passages">
              <ol className="plain">
                {preview.map((passage) => (
                  <li key={passage.id}>
                    <b>{passage.path}</b> <span className="hq-muted">{passage.heading}</span>
                    <br />
                    {passage.text}
                  </li>
                ))}
              </ol>
            </div>
          </section>
        </div>
      </div>
    </div>
  );
}

type Repeal = ReturnType<typeof useLoaderData<typeof loader>>['document']['repeals'][number];

/** 同时废止《…》 acts at once; a person confirms each or takes it back. */
function Repeals({ repeals }: { repeals: Repeal[] }) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="doc-repeals">
      <div className="hq-card-h">
        <h2 id="doc-repeals">{t('documents.desk.repeals')}</h2>
      </div>
      <ul className="check hq-card-b">
        {repeals.map((repeal) => (
          <li key={repeal.id}>
            <i
              className={`bi ${repeal.state === 'dismissed' ? 'bi-x-circle' : 'bi-check-circle'}`}
              aria-hidden="true"
            />
            <span>
              {repeal.title} <span className="hq-muted">{t(`documents.repeal.${repeal.state}`)}</span>{' '}
              {!repeal.isKnown && <span className="hq-muted">{t('documents.repeal.unknown')}</span>}
              <br />
              <span className="doc-evidence">
                <q>{repeal.words}</q>
              </span>
            </span>
            <Form method="post" className="row-x">
              <input type="hidden" name="repeal" value={repeal.id} />
              {repeal.state !== 'confirmed' && (
                <button className="btn btn-outline-primary btn-sm" name="intent" value="confirm-repeal">
                  {t('documents.repeal.confirm')}
                </button>
              )}
              {repeal.state !== 'dismissed' && (
                <button className="btn btn-outline-primary btn-sm" name="intent" value="dismiss-repeal">
                  {t('documents.repeal.dismiss')}
                </button>
              )}
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
