import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { inMinutes } from '~/forms/definition/filling-time';

import { BuilderDialog } from '../builder-dialog';
import type { LessSuggestion } from './suggest-less';

interface LessDialogProps {
  suggestions: readonly LessSuggestion[];
  onBind: (suggestions: readonly LessSuggestion[]) => void;
  onClose: () => void;
}

/** All suggestions before they are taken: each can be left out. */
export function LessDialog({ suggestions, onBind, onClose }: LessDialogProps) {
  const { t } = useTranslation();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const taken = suggestions.filter(({ key }) => !left.has(key));
  const turn = (key: string) => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    setLeft(next);
  };
  return (
    <BuilderDialog title={t('builder.less-title')} isWide onClose={onClose}>
      <p>{t('builder.less-about')}</p>
      <div className="dialog-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('builder.less-take')}</th>
              <th scope="col">{t('builder.less-field')}</th>
              <th scope="col">{t('builder.less-from')}</th>
              <th scope="col" className="num-col">
                {t('builder.less-saved')}
              </th>
            </tr>
          </thead>
          <tbody>
            {suggestions.map(({ key, label, by, source, what, seconds }) => (
              <tr key={key}>
                <td>
                  <input
                    type="checkbox"
                    className="form-check-input"
                    aria-label={t('builder.bind-field', { field: label })}
                    checked={!left.has(key)}
                    onChange={() => turn(key)}
                  />
                </td>
                <td>{label}</td>
                <td>{t(`builder.less-by.${by}`, { source, what })}</td>
                <td className="num-col">{t('builder.less-seconds', { n: seconds })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row-x wrapx">
        <button
          type="button"
          className="btn btn-primary"
          disabled={taken.length === 0}
          onClick={() => onBind(taken)}
        >
          {t('builder.less-do', {
            n: taken.length,
            minutes: inMinutes(taken.reduce((sum, { seconds }) => sum + seconds, 0)),
          })}
        </button>
        <button type="button" className="btn btn-outline-primary" onClick={onClose}>
          {t('builder.cancel')}
        </button>
      </div>
    </BuilderDialog>
  );
}
