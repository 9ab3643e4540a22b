import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { documentKinds } from '~/knowledge/documents/document-kind';
import type { FoundValue } from '~/knowledge/documents/metadata';
import { regions } from '~/knowledge/documents/region';
import { cityDate } from '~/prisma/calendar/city-date';

/** A field as the desk corrects it: its value, the words that it was found in, what is wrong with what was typed. */
export interface CorrectionField {
  name: string;
  value: string;
  found: FoundValue | null;
  error: string | null;
}

const dates = ['adoptedOn', 'issuedOn', 'effectiveFrom', 'expiresOn', 'repealedOn'];

/** Each field with its words beside it. */
export function CorrectionFields({
  fields,
  documentId,
  canEdit,
}: {
  fields: CorrectionField[];
  documentId: string;
  canEdit: boolean;
}) {
  return fields.map((field) => (
    <Field key={field.name} field={field} documentId={documentId} canEdit={canEdit} />
  ));
}

function Field({
  field,
  documentId,
  canEdit,
}: {
  field: CorrectionField;
  documentId: string;
  canEdit: boolean;
}) {
  const { t } = useTranslation();
  const { name, value, found, error } = field;
  const id = `doc-field-${name}`;
  const shared = {
    id,
    name,
    defaultValue: value,
    'aria-describedby': `${id}-found${error ? ` ${id}-error` : ''}`,
    'aria-invalid': error ? true : undefined,
  };
  const wrong = error ? ' is-invalid' : '';
  return (
    <div className="doc-field">
      <label className="form-label" htmlFor={id}>
        {t(`documents.correct.${name}`)}
      </label>
      <div>
        {name === 'region' || name === 'kind' ? (
          <select {...shared} className={`form-select${wrong}`}>
            {(name === 'region'
              ? regions.map(({ code, name: word }) => [code, `${word} ${code}`])
              : documentKinds.map((kind) => [kind, t(`documents.kind.${kind}`)])
            ).map(([key, word]) => (
              <option key={key} value={key}>
                {word}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...shared}
            className={`form-control${wrong}`}
            type={dates.includes(name) ? 'date' : 'text'}
            maxLength={200}
          />
        )}
        {error && (
          <p id={`${id}-error`} className="invalid-feedback">
            <i className="bi bi-exclamation-circle" aria-hidden="true" />
            {error}
          </p>
        )}
      </div>
      <p id={`${id}-found`} className="doc-evidence">
        <Evidence field={field} documentId={documentId} />{' '}
        {canEdit && value !== '' && found && found.from !== 'correction' && !found.confirmedBy && (
          <button className="btn btn-link btn-sm" name="confirm" value={name} formNoValidate>
            {t('workbench.confirm')}
          </button>
        )}
      </p>
    </div>
  );
}

/** Where the value comes from, in words, with a link to the place in the text. */
function Evidence({ field, documentId }: { field: CorrectionField; documentId: string }) {
  const { name, value, found } = field;
  const { t } = useTranslation();
  if (!found) {
    const derived = value !== '' && ['title', 'kind', 'region', 'repealedOn'].includes(name);
    return <>{t(`documents.found.${derived ? name : 'none'}`)}</>;
  }
  if (found.from === 'correction') {
    return (
      <>
        {t('documents.found.correction', {
          name: found.correctedBy,
          date: found.correctedAt && cityDate(new Date(found.correctedAt)),
        })}
      </>
    );
  }
  if (found.from === 'command') return <>{t('documents.found.command')}</>;
  return (
    <>
      {t(`documents.found.${found.from}`)} <q>{found.words}</q>{' '}
      {found.start !== null && (
        <Link to={`/desk/documents/${documentId}?at=${found.start}&find=${encodeURIComponent(found.words)}`}>
          {t('documents.found.show')}
        </Link>
      )}
      {found.confirmedBy && (
        <span className="doc-st doc-st-on">
          <i className="bi bi-check2" aria-hidden="true" />
          {t('workbench.confirmed', { name: found.confirmedBy })}
        </span>
      )}
    </>
  );
}
