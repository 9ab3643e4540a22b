import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { refusalBeforeSending, type ImportOptions } from '~/knowledge/documents/import-runs/import-state';
import { refusalSentence } from '~/knowledge/documents/refusal';
import { regions } from '~/knowledge/documents/region';

import { chosenFiles, droppedFiles, type ChosenFile } from './read-drop';
import { sizeWords } from './size-words';

const accepted =
  '.md,.markdown,.txt,.html,.htm,.docx,.doc,.pdf,.ofd,.xlsx,.xls,.csv,.png,.jpg,.jpeg,.tif,.tiff,.bmp,.webp,.zip';
const tables = '.xlsx,.csv,.jsonl,.json,.ndjson';

export interface Limits {
  fileBytes: number;
  files: number;
  entries: number;
  rows: number;
}

/** Choosing: drop or pick files, a folder or a table; see what can't be taken before a byte is sent; then start. */
export function DropZone({
  limits,
  busy,
  start,
}: {
  limits: Limits;
  busy: boolean;
  start: (kind: 'files' | 'table', files: ChosenFile[], options: ImportOptions) => void;
}) {
  const { t, i18n } = useTranslation();
  const [chosen, setChosen] = useState<ChosenFile[]>([]);
  const [kind, setKind] = useState<'files' | 'table'>('files');
  const [over, setOver] = useState(false);
  const [options, setOptions] = useState<ImportOptions>({ audience: 'public', draft: false });
  const locale = i18n.language === 'en' ? 'en' : 'zh-CN';
  const refused = chosen.flatMap(({ file, name }) => {
    const refusal = refusalBeforeSending({ name, sizeBytes: file.size }, limits);
    return refusal ? [{ name, sentence: refusalSentence(refusal, locale) }] : [];
  });
  const bytes = chosen.reduce((sum, { file }) => sum + file.size, 0);
  const take = (files: ChosenFile[], as: 'files' | 'table' = 'files') => {
    setChosen(files);
    setKind(as);
  };
  const megabytes = Math.round(limits.fileBytes / 1024 / 1024);
  return (
    <section className="hq-card hq-card-b wb-upload" aria-labelledby="wb-upload">
      <h2 id="wb-upload">{t('workbench.upload.title')}</h2>
      <div
        className={over ? 'wb-drop over' : 'wb-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void droppedFiles(event.dataTransfer).then((files) => {
            take(files);
          });
        }}
      >
        <i className="bi bi-cloud-arrow-up" aria-hidden="true" />
        <p>{t('workbench.upload.drop')}</p>
        <div className="row-x">
          <Picker
            id="wb-files"
            word={t('workbench.upload.files')}
            icon="bi-file-earmark-plus"
            accept={accepted}
            take={take}
          />
          <Picker
            id="wb-folder"
            word={t('workbench.upload.folder')}
            icon="bi-folder-plus"
            folder
            take={take}
          />
          <Picker
            id="wb-table"
            word={t('workbench.upload.table')}
            icon="bi-table"
            accept={tables}
            single
            take={(files) => {
              take(files, 'table');
            }}
          />
        </div>
        <p className="form-text">
          {t('workbench.upload.formats')}
          <br />
          {t('workbench.upload.limits', {
            mb: megabytes,
            files: limits.files.toLocaleString(),
            entries: limits.entries.toLocaleString(),
            rows: limits.rows.toLocaleString(),
          })}
        </p>
      </div>
      <div className="wb-upload-options">
        <div>
          <label className="form-label" htmlFor="wb-region">
            {t('documents.desk.region')}
          </label>
          <select
            id="wb-region"
            className="form-select"
            value={options.region ?? ''}
            onChange={({ target }) => {
              const { region: _old, ...rest } = options;
              setOptions(target.value === '' ? rest : { ...rest, region: target.value });
            }}
          >
            <option value="">{t('documents.desk.as-found')}</option>
            {regions.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label className="form-label" htmlFor="wb-issuer">
            {t('documents.desk.issuer')}
          </label>
          <input
            id="wb-issuer"
            className="form-control"
            maxLength={200}
            placeholder={t('documents.desk.as-found')}
            onChange={({ target }) => {
              const { issuer: _old, ...rest } = options;
              setOptions(target.value.trim() === '' ? rest : { ...rest, issuer: target.value.trim() });
            }}
          />
        </div>
        <div>
          <label className="form-label" htmlFor="wb-audience">
            {t('workbench.audience')}
          </label>
          <select
            id="wb-audience"
            className="form-select"
            value={options.audience}
            onChange={({ target }) => {
              setOptions({ ...options, audience: target.value === 'department' ? 'department' : 'public' });
            }}
          >
            <option value="public">{t('workbench.audience.public')}</option>
            <option value="department">{t('workbench.audience.department')}</option>
          </select>
        </div>
        <div className="form-check">
          <input
            id="wb-draft"
            className="form-check-input"
            type="checkbox"
            checked={options.draft}
            onChange={({ target }) => {
              setOptions({ ...options, draft: target.checked });
            }}
          />
          <label className="form-check-label" htmlFor="wb-draft">
            {t('documents.desk.draft')}
          </label>
        </div>
      </div>
      {chosen.length > 0 && (
        <div className="wb-chosen" aria-live="polite">
          <p>
            <b>
              {kind === 'table'
                ? t('workbench.upload.chosen-table', { name: chosen[0]?.name })
                : t('workbench.upload.chosen', { n: chosen.length, size: sizeWords(bytes) })}
            </b>
          </p>
          {chosen.length > limits.files && (
            <p className="hq-note hq-note-no" role="alert">
              {t('workbench.upload.too-many', { n: chosen.length, most: limits.files })}
            </p>
          )}
          {refused.length > 0 && (
            <ul className="plain hq-sm">
              {refused.slice(0, 20).map(({ name, sentence }) => (
                <li key={name}>
                  <span className="doc-st doc-st-soon">{t('documents.outcome.refused')}</span> {name}
                  <span className="hq-muted"> {sentence}</span>
                </li>
              ))}
            </ul>
          )}
          <div className="row-x">
            <button
              type="button"
              className="btn btn-primary"
              disabled={busy || chosen.length > limits.files}
              onClick={() => {
                start(kind, chosen, options);
              }}
            >
              <i className="bi bi-upload" aria-hidden="true" />
              {kind === 'table'
                ? t('workbench.upload.read-table')
                : t('workbench.upload.start', { n: chosen.length - refused.length })}
            </button>
            <button
              type="button"
              className="btn btn-outline-primary"
              disabled={busy}
              onClick={() => {
                take([]);
              }}
            >
              {t('workbench.upload.clear')}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

function Picker({
  id,
  word,
  icon,
  accept,
  folder,
  single,
  take,
}: {
  id: string;
  word: string;
  icon: string;
  accept?: string;
  folder?: boolean;
  single?: boolean;
  take: (files: ChosenFile[]) => void;
}) {
  return (
    <label className="btn btn-outline-primary wb-pick" htmlFor={id}>
      <i className={`bi ${icon}`} aria-hidden="true" />
      {word}
      <input
        id={id}
        type="file"
        className="visually-hidden"
        multiple={!single}
        accept={accept}
        {...(folder && { webkitdirectory: '' })}
        onChange={({ target }) => {
          take(chosenFiles(target.files));
          // Choosing the same file once more is a choice, too.
          target.value = '';
        }}
      />
    </label>
  );
}
