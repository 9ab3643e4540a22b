import { useTranslation } from 'react-i18next';

import type { FillMode } from './use-screens';

/** One page or one question a screen; the choice is kept for the next form. */
export function ModeSwitch({ mode, onChoose }: { mode: FillMode; onChoose: (mode: FillMode) => void }) {
  const { t } = useTranslation();
  const other = mode === 'one' ? 'page' : 'one';
  const choose = () => {
    const body = new URLSearchParams({ fill: other });
    // Kept by a cookie; a lost answer costs the choice of next time, nothing else.
    fetch('/preferences', { method: 'POST', body, redirect: 'manual' }).catch(reportError);
    onChoose(other);
  };
  return (
    <button type="button" className="btn btn-link btn-sm" onClick={choose}>
      <i className={other === 'one' ? 'bi bi-card-text' : 'bi bi-list-ul'} aria-hidden="true" />
      {t(`fill.mode.${other}`)}
    </button>
  );
}
