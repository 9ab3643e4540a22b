import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { SaveMark } from '~/app/forms/fill/save-mark';

import type { PolicyEditorProps } from './editor-props';
import type { usePolicyEditor } from './use-policy-editor';

interface EditorHeadProps {
  policyId: string;
  title: string;
  version: Pick<PolicyEditorProps['working'], 'state' | 'number'>;
  /** The version that it is compared with. */
  liveNumber: number | null;
  isReadOnly: boolean;
  savedBy: string | null;
  /** Whether its places are counted. */
  hasQuota: boolean;
  editor: Pick<ReturnType<typeof usePolicyEditor>, 'save' | 'canUndo' | 'canRedo' | 'undo' | 'redo'>;
}

/** Title, state and what can be done with the whole: undo, redo, and the pages that show it. */
export function EditorHead({
  policyId,
  title,
  version,
  liveNumber,
  isReadOnly,
  savedBy,
  hasQuota,
  editor,
}: EditorHeadProps) {
  const { t } = useTranslation();
  return (
    <div className="deskhead">
      <h1>{title}</h1>
      <span className={version.state === 'published' ? 'tag' : 'tag tag-b'}>
        {t(`rules.state.${version.state}`)} v{version.number}
      </span>
      {liveNumber !== null && version.state !== 'published' && (
        <span className="tag">{t('rules.live-version', { n: liveNumber })}</span>
      )}
      {!isReadOnly && version.state !== 'published' && <SaveMark state={editor.save} />}
      {savedBy && <span className="hq-muted hq-sm">{savedBy}</span>}
      <span className="pd-actions">
        {!isReadOnly && (
          <>
            <button
              type="button"
              className="btn btn-outline-primary"
              disabled={!editor.canUndo}
              title="Ctrl+Z"
              onClick={editor.undo}
            >
              <i className="bi bi-arrow-counterclockwise" aria-hidden="true" />
              {t('rules.undo')}
            </button>
            <button
              type="button"
              className="btn btn-outline-primary"
              disabled={!editor.canRedo}
              title="Ctrl+Y"
              onClick={editor.redo}
            >
              <i className="bi bi-arrow-clockwise" aria-hidden="true" />
              {t('rules.redo')}
            </button>
          </>
        )}
        <Link className="btn btn-outline-primary" to={`/desk/policies/${policyId}/automatic`}>
          {t('automatic.title')}
        </Link>
        {hasQuota && (
          <Link className="btn btn-outline-primary" to={`/desk/policies/${policyId}/places`}>
            {t('places.title')}
          </Link>
        )}
        <Link className="btn btn-outline-primary" to={`/policies/${policyId}`}>
          {t('rules.public-page')}
        </Link>
      </span>
    </div>
  );
}
