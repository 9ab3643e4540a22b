import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { diffWords } from '~/knowledge/documents/diff-words';

/** A correction of passages as the history shows it. */
export interface RevisionRow {
  id: string;
  number: number;
  action: string;
  undoes: number | null;
  reason: string | null;
  by: string;
  on: string;
  state: string;
  before: { start: number; path: string; text: string }[];
  after: { start: number; path: string; text: string }[];
  canUndo: boolean;
}

/** Who corrected which passages, when and why; each can be taken back, which is a correction of its own. */
export function RevisionList({ revisions, canEdit }: { revisions: RevisionRow[]; canEdit: boolean }) {
  const { t } = useTranslation();
  return (
    <ol className="plain wb-history">
      {revisions.map((revision) => (
        <li key={revision.id}>
          <div className="row-x wrapx">
            <b>
              #{revision.number}{' '}
              {revision.undoes === null
                ? t(`workbench.action.${revision.action}`)
                : t('workbench.action.undo', { number: revision.undoes })}
            </b>
            <span className="hq-muted hq-sm">
              {revision.by} · {revision.on}
              {revision.reason && ` · ${revision.reason}`}
            </span>
            <span className={`doc-st ${revision.state === 'applied' ? 'doc-st-on' : 'doc-st-soon'}`}>
              {t(`workbench.revision.${revision.state}`)}
            </span>
            {canEdit && revision.canUndo && (
              <Form method="post" className="doc-head-actions wb-desktop">
                <input type="hidden" name="revision" value={revision.id} />
                <button className="btn btn-outline-primary btn-sm" name="intent" value="undo">
                  <i className="bi bi-arrow-counterclockwise" aria-hidden="true" />
                  {t('workbench.undo')}
                </button>
              </Form>
            )}
          </div>
          <Change revision={revision} />
        </li>
      ))}
    </ol>
  );
}

/** One passage before and after by its words; several as they stood and stand. */
function Change({ revision: { before, after } }: { revision: RevisionRow }) {
  const { t } = useTranslation();
  const [one] = before;
  const [other] = after;
  if (one && other && before.length === 1 && after.length === 1) {
    const words = (text: { path: string; text: string }) =>
      one.path === other.path ? text.text : `${text.path}\n${text.text}`;
    return (
      <p className="wb-diff hq-sm">
        {diffWords(words(one), words(other)).map((run, i) =>
          run.kind === 'same' ? (
            <span key={i}>{run.text}</span>
          ) : run.kind === 'gone' ? (
            <del key={i}>{run.text}</del>
          ) : (
            <ins key={i}>{run.text}</ins>
          ),
        )}
      </p>
    );
  }
  return (
    <div className="wb-diff hq-sm">
      {[
        { word: 'before', passages: before },
        { word: 'after', passages: after },
      ].map(({ word, passages }) => (
        <div key={word}>
          <span className="hq-muted">{t(`workbench.revision.${word}`)}</span>
          {passages.map(({ start, path, text }) => (
            <p key={start}>
              <b>{path}</b> {text}
            </p>
          ))}
        </div>
      ))}
    </div>
  );
}
