import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Deed } from '../use-deed';
import { ComparedRows } from './compared-rows';
import { LicenceRowView, type RowState } from './licence-row';
import type { PhotoAnswer } from './send-photo.client';

interface LicenceRowsProps {
  draftId: string;
  answer: Extract<PhotoAnswer, { kind: 'read' }>;
  /** The photo without what the camera wrote beside it. */
  photo: File | null;
  keep: { path: string; label: string; files: unknown } | null;
  deed: Deed;
  onSet: (values: Record<string, unknown>) => void;
  onSave: () => Promise<boolean>;
  onAgain: () => void;
  onClose: () => void;
}

/** What was read: each value to be confirmed, corrected or left out; then those that a register holds, only compared. */
export function LicenceRows(props: LicenceRowsProps) {
  const { answer, photo, keep, deed, onAgain, onClose } = props;
  const { t } = useTranslation();
  const open = answer.rows.filter(({ field }) => field?.isOpen);
  const locked = answer.rows.filter(({ field }) => field && !field.isOpen);
  const unused = answer.rows.filter(({ field }) => field === null);
  const [states, setStates] = useState<Record<string, RowState>>(() =>
    Object.fromEntries(open.map((row) => [row.key, { isTaken: false, value: row.value }])),
  );
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [keepsPhoto, setKeepsPhoto] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const head = useRef<HTMLParagraphElement>(null);
  useEffect(() => head.current?.focus(), []);
  const taken = open.filter(({ key }) => states[key]?.isTaken);
  const change = (key: string, state: RowState) => setStates((known) => ({ ...known, [key]: state }));
  const confirmAll = () =>
    setStates((known) =>
      Object.fromEntries(
        open.map((row) => {
          const state = known[row.key] ?? { isTaken: false, value: row.value };
          // What must be looked at is ticked by itself.
          return [
            row.key,
            { ...state, isTaken: state.isTaken || (row.fault === null && state.value !== '') },
          ];
        }),
      ),
    );
  const fill = async () => {
    setBusy(true);
    setProblem(null);
    setWrong({});
    const fields = Object.fromEntries(
      taken.map((row) => [row.field?.path ?? '', states[row.key]?.value ?? '']),
    );
    // The photo first: what the server then fills in must not be saved over by a page that knows nothing of it.
    const unkept =
      keepsPhoto && photo && keep && (await keepPhoto(props, photo, keep, t('fill.licence.keep-failed')));
    if (unkept) {
      setProblem(unkept);
      return setBusy(false);
    }
    const done = await deed('licence/take', { reading: answer.reading, fields });
    if (!done.ok) {
      setWrong(done.fields);
      setProblem(done.problem);
      // It lies there by now.
      setKeepsPhoto(false);
      return setBusy(false);
    }
    // The page is read anew, so that each value stands with its source.
    window.location.reload();
  };
  return (
    <>
      <p className="hq-sm" role="status" tabIndex={-1} ref={head}>
        {open.length > 0 ? t('fill.licence.found', { n: open.length }) : t('fill.licence.found-none')}
      </p>
      {open.length > 1 && (
        <button type="button" className="btn btn-link btn-sm" onClick={confirmAll}>
          {t('fill.licence.confirm-all')}
        </button>
      )}
      <ul className="plain licence-rows">
        {open.map((row) => (
          <LicenceRowView
            key={row.key}
            row={row}
            state={states[row.key] ?? { isTaken: false, value: '' }}
            wrong={wrong[row.field?.path ?? '']}
            onChange={(state) => change(row.key, state)}
          />
        ))}
      </ul>
      {locked.length > 0 && <ComparedRows rows={locked} />}
      {unused.length > 0 && (
        <p className="hq-sm hq-muted">
          {t('fill.licence.unused', { names: unused.map(({ label }) => label).join(t('fill.comma')) })}
        </p>
      )}
      {answer.missing.length > 0 && (
        <p className="hq-sm hq-muted">
          {t('fill.licence.missing', { names: answer.missing.join(t('fill.comma')) })}
        </p>
      )}
      {keep && photo && (
        <label className="form-check licence-keep">
          <input
            type="checkbox"
            className="form-check-input"
            checked={keepsPhoto}
            onChange={(event) => setKeepsPhoto(event.target.checked)}
          />
          <span className="form-check-label">{t('fill.licence.keep', { label: keep.label })}</span>
        </label>
      )}
      {problem && (
        <p className="hq-note hq-note-no" role="alert">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          <span>{problem}</span>
        </p>
      )}
      <div className="row-x wrapx">
        <button
          type="button"
          className="btn btn-primary"
          disabled={isBusy || taken.length === 0}
          onClick={() => void fill()}
        >
          {isBusy ? t('fill.licence.filling') : t('fill.licence.fill', { n: taken.length })}
        </button>
        <button type="button" className="btn btn-outline-primary" disabled={isBusy} onClick={onAgain}>
          {t('fill.licence.again')}
        </button>
        <button type="button" className="btn btn-link" disabled={isBusy} onClick={onClose}>
          {t('fill.licence.close')}
        </button>
      </div>
    </>
  );
}

/** form.io tells of a change so long after it was made, in ms. */
const changeMs = 300;

/** Puts the photo into its file field. Resolves to what went wrong; null once it lies there. */
async function keepPhoto(
  { draftId, onSet, onSave }: LicenceRowsProps,
  photo: File,
  { path, files }: { path: string; files: unknown },
  otherwise: string,
): Promise<string | null> {
  try {
    const { uploader } = await import('../upload-pieces.client');
    const upload = uploader(draftId, { failed: otherwise, unreachable: otherwise });
    const kept = await upload(
      { path, name: photo.name, content: photo },
      () => undefined,
      () => undefined,
      // It rejects with the sentence to show: what the field doesn't take, what to do about it.
    ).catch((refused: Error) => refused.message);
    if (typeof kept === 'string') return kept;
    onSet({ [path]: [...(Array.isArray(files) ? (files as unknown[]) : []), kept] });
    await new Promise((resolve) => setTimeout(resolve, changeMs));
    await onSave();
    return null;
  } catch (reason) {
    reportError(reason);
    return otherwise;
  }
}
