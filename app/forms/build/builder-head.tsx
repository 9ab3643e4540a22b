import { useTranslation } from 'react-i18next';

import { SaveMark } from '../fill/save-mark';
import type { OpenDesign } from './use-design';

interface BuilderHeadProps {
  open: OpenDesign;
  formId: string;
  draftNumber: number | null;
  publishedNumber: number | null;
  isReady: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onInsert: () => void;
  onTranslate: () => void;
  onPublish: () => void;
}

/** The form's name and state, and what can be done to it as a whole. */
export function BuilderHead(props: BuilderHeadProps) {
  const {
    open,
    formId,
    draftNumber,
    publishedNumber,
    isReady,
    onUndo,
    onRedo,
    onInsert,
    onTranslate,
    onPublish,
  } = props;
  const { t } = useTranslation();
  return (
    <div className="deskhead">
      <h1>{open.design.title || t('builder.untitled')}</h1>
      {draftNumber !== null && <span className="tag tag-b">{t('builder.draft', { n: draftNumber })}</span>}
      {publishedNumber !== null && <span className="tag">{t('builder.live', { n: publishedNumber })}</span>}
      <SaveMark state={open.saveState} />
      <span className="builder-actions">
        <button
          type="button"
          className="btn btn-outline-primary"
          disabled={!open.canUndo || !isReady}
          title="Ctrl+Z"
          onClick={onUndo}
        >
          <i className="bi bi-arrow-counterclockwise" aria-hidden="true" />
          {t('builder.undo')}
        </button>
        <button
          type="button"
          className="btn btn-outline-primary"
          disabled={!open.canRedo || !isReady}
          title="Ctrl+Shift+Z"
          onClick={onRedo}
        >
          <i className="bi bi-arrow-clockwise" aria-hidden="true" />
          {t('builder.redo')}
        </button>
        <button type="button" className="btn btn-outline-primary" disabled={!isReady} onClick={onInsert}>
          {t('builder.insert.open')}
        </button>
        <button type="button" className="btn btn-outline-primary" disabled={!isReady} onClick={onTranslate}>
          {t('builder.translate.open')}
        </button>
        <button type="button" className="btn btn-outline-primary" onClick={() => void open.flush()}>
          {t('builder.save')}
        </button>
        <a
          className="btn btn-outline-primary"
          href={`/desk/forms/${formId}/preview`}
          target="_blank"
          rel="noreferrer"
        >
          {t('builder.preview')}
        </a>
        <button type="button" className="btn btn-primary" disabled={!isReady} onClick={onPublish}>
          {t('builder.publish')}
        </button>
      </span>
    </div>
  );
}
