import { useTranslation } from 'react-i18next';

import type { RuleReference } from '~/forms/definition/rules/rule-references';

import type { OpenDesign } from './use-design';

interface BuilderNotesProps {
  open: OpenDesign;
  broken: readonly RuleReference[];
  error: string | null;
  onMend: (key: string) => void;
  onUndo: () => void;
}

/** What needs an answer before work goes on: someone else saved, something was refused, a rule lost its field. */
export function BuilderNotes({ open, broken, error, onMend, onUndo }: BuilderNotesProps) {
  const { t } = useTranslation();
  return (
    <>
      {open.saveState.kind === 'conflict' && (
        <div className="hq-note hq-note-gap builder-gap" role="alert">
          <i className="bi bi-exclamation-triangle" aria-hidden="true" />
          <span className="grow">{t('builder.conflict')}</span>
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() => void open.keepMine()}
          >
            {t('fill.conflict.mine')}
          </button>
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() => window.location.reload()}
          >
            {t('fill.conflict.theirs')}
          </button>
        </div>
      )}
      {open.refused.length > 0 && (
        <div className="hq-note hq-note-no builder-gap" role="alert">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          <div>
            <b>{t('builder.refused')}</b>
            <ul>
              {open.refused.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {broken.length > 0 && (
        <div className="hq-note hq-note-no builder-gap" role="alert">
          <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
          <div className="grow">
            <b>{t('builder.broken.title')}</b>
            <ul>
              {broken.map(({ key, label, part, path }) => (
                <li key={`${key} ${part} ${path}`}>
                  {t(`builder.broken.${part}`, { field: label, path })}{' '}
                  <button type="button" className="btn btn-link btn-sm" onClick={() => onMend(key)}>
                    {t('builder.fix')}
                    <span className="visually-hidden">：{label}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
          {open.canUndo && (
            <button type="button" className="btn btn-outline-primary btn-sm" onClick={onUndo}>
              {t('builder.undo')}
            </button>
          )}
        </div>
      )}
      {error && (
        <p className="hq-note hq-note-no builder-gap" role="alert">
          {error}
        </p>
      )}
    </>
  );
}
