import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';
import { findRenameProblem, referencesTo } from '~/forms/definition/rules/rename-key';

import { findComponent, nameOfComponent } from './arrange-components';
import { BuilderDialog } from './builder-dialog';

interface RenameDialogProps {
  definition: FormDefinition;
  fieldKey: string;
  /** Whether firms have filled the form: their earlier answers are kept under the old key. */
  isLive: boolean;
  onRename: (to: string) => void;
  onClose: () => void;
}

/** 改字段标识: an act of its own, since conditions, calculations and earlier answers hold on to the key. */
export function RenameDialog({ definition, fieldKey, isLive, onRename, onClose }: RenameDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const [to, setTo] = useState(fieldKey);
  const [isTried, setTried] = useState(false);
  const references = referencesTo(definition, fieldKey);
  const problem = findRenameProblem(definition, fieldKey, to.trim());
  const shown = isTried ? problem : null;
  return (
    <BuilderDialog
      title={t('builder.rename.title', { field: nameOfComponent(findComponent(definition, fieldKey)) })}
      onClose={onClose}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (problem === null) onRename(to.trim());
        }}
      >
        <label className="form-label" htmlFor={id}>
          {t('builder.edit.key')}
        </label>
        <input
          id={id}
          className={shown ? 'form-control is-invalid' : 'form-control'}
          value={to}
          maxLength={100}
          aria-invalid={shown ? true : undefined}
          aria-describedby={`${id}-help`}
          onChange={({ target }) => setTo(target.value)}
        />
        <p
          id={`${id}-help`}
          className={shown ? 'invalid-feedback' : 'form-text'}
          role={shown ? 'alert' : undefined}
        >
          {shown ? t(`builder.rename.${shown}`, { key: to.trim() }) : t('builder.edit.key-help')}
        </p>
        {references.length > 0 && (
          <div>
            <p>{t('builder.rename.along', { n: references.length })}</p>
            <ul>
              {references.map(({ key, label, part, path }) => (
                <li key={`${key} ${part} ${path}`}>{t(`builder.part.${part}`, { field: label })}</li>
              ))}
            </ul>
          </div>
        )}
        {isLive && <p className="hq-note hq-note-gap">{t('builder.rename.live')}</p>}
        <div className="row-x wrapx">
          <button className="btn btn-primary">{t('builder.rename.do')}</button>
          <button type="button" className="btn btn-outline-primary" onClick={onClose}>
            {t('builder.cancel')}
          </button>
        </div>
      </form>
    </BuilderDialog>
  );
}
