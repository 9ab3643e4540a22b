import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { CorrectionFields, type CorrectionField } from '~/app/documents/correction-fields';
import { uploadRoles } from '~/app/documents/upload-roles';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import { sayProblems } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { proposeFields, proposeUndoCorrection } from '~/knowledge/documents/changes/document-fields.server';
import { correctableFields, type CorrectableField } from '~/knowledge/documents/correct-document.server';
import { confirmField, lastCorrections } from '~/knowledge/documents/confirm-field.server';
import { getDeskDocument } from '~/knowledge/documents/get-document.server';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const found = await getDeskDocument(db, reader, params.id ?? '', cityDate(now()));
    if (!found) throw new NotFoundError('document', params.id ?? '');
    const { metadata, ...document } = found;
    const fields = correctableFields.map((name): CorrectionField => ({
      name,
      value: document[name] ?? '',
      found: metadata.fields[name] ?? null,
      error: null,
    }));
    return {
      id: document.id,
      canEdit: document.canEdit,
      fields,
      changes: metadata.history.length,
      undoable: lastCorrections(metadata),
    };
  });
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
    const confirmed = correctableFields.find((field) => field === form.get('confirm'));
    if (confirmed !== undefined) {
      await confirmField(context.services, reader, id, confirmed);
      return redirect(`/desk/documents/${id}/metadata?saved=confirm`);
    }
    const undone = correctableFields.find((field) => field === form.get('undo'));
    if (undone !== undefined) {
      const { changeId } = await proposeUndoCorrection(context.services, reader, id, undone);
      return redirect(`/desk/documents/${id}/metadata?saved=${changeId === null ? 'undo' : 'proposed'}`);
    }
    const changes = Object.fromEntries(
      correctableFields.flatMap((name) => (textOf(name) === undefined ? [] : [[name, textOf(name)]])),
    ) as Partial<Record<CorrectableField, string>>;
    try {
      const reason = textOf('reason')?.slice(0, 500) ?? '';
      const { changeId } = await proposeFields(context.services, reader, id, { changes, reason });
      return redirect(`/desk/documents/${id}/metadata?saved=${changeId === null ? 'correct' : 'proposed'}`);
    } catch (error) {
      if (error instanceof InvalidInputError)
        return data(
          { typed: changes, errors: sayProblems(localeOf(request), error.fields), twin: null },
          { status: 422 },
        );
      if (error instanceof ConflictError)
        return data({ typed: changes, errors: {}, twin: String(error.current) }, { status: 409 });
      throw error;
    }
  });
}

export default function DocumentMetadata() {
  const { id, canEdit, fields, changes, undoable } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const given: Record<string, string | undefined> = answer?.typed ?? {};
  const errors = (answer?.errors ?? {}) as Record<string, string | undefined>;
  const typed = fields.map((field) => ({
    ...field,
    value: given[field.name] ?? field.value,
    error: errors[field.name] ?? null,
  }));
  return (
    <Form method="post" className="hq-card" aria-labelledby="doc-meta">
      <div className="hq-card-h">
        <h2 id="doc-meta">{t('documents.desk.metadata')}</h2>
      </div>
      <fieldset className="hq-card-b" key={changes} disabled={!canEdit}>
        {answer?.twin && (
          <p className="hq-note hq-note-no" role="alert">
            <Link to={`/desk/documents/${answer.twin}`}>{t('documents.desk.twin')}</Link>
          </p>
        )}
        <CorrectionFields fields={typed} documentId={id} canEdit={canEdit} />
        {canEdit && undoable.length > 0 && (
          <div className="row-x wrapx doc-field-undo">
            {undoable.map((field) => (
              <button
                key={field}
                className="btn btn-outline-primary btn-sm"
                name="undo"
                value={field}
                formNoValidate
              >
                <i className="bi bi-arrow-counterclockwise" aria-hidden="true" />
                {t('workbench.undo-field', { field: t(`documents.correct.${field}`) })}
              </button>
            ))}
          </div>
        )}
        {canEdit && (
          <div className="doc-field">
            <label className="form-label" htmlFor="doc-reason">
              {t('documents.desk.reason')}
            </label>
            <input id="doc-reason" className="form-control" name="reason" maxLength={500} />
            <button className="btn btn-primary" type="submit">
              {t('documents.desk.save')}
            </button>
          </div>
        )}
      </fieldset>
    </Form>
  );
}
