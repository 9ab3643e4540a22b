import { useTranslation } from 'react-i18next';

import type { View } from './use-original';

/** Whether the original's pages or the text read from them stand beside the passages. */
export function ViewChoice({ view, setView }: { view: View; setView: (view: View) => void }) {
  const { t } = useTranslation();
  return (
    <div className="btn-group btn-group-sm" role="group" aria-label={t('workbench.view')}>
      {(['original', 'text'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className={view === one ? 'btn btn-primary' : 'btn btn-outline-primary'}
          aria-pressed={view === one}
          onClick={() => {
            setView(one);
          }}
        >
          {t(`workbench.view.${one}`)}
        </button>
      ))}
    </div>
  );
}
