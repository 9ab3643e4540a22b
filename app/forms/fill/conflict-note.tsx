import { useTranslation } from 'react-i18next';

import type { SaveState } from '../draft-saver';
import { timeOf } from './provenance-chip';

/** Another device saved in between: both choices, and what each loses. */
export function ConflictNote({ state, onKeepMine }: { state: SaveState; onKeepMine: () => void }) {
  const { t } = useTranslation();
  if (state.kind === 'refused') {
    return (
      <div className="hq-note hq-note-no fill-gap" role="alert">
        <i className="bi bi-exclamation-triangle" aria-hidden="true" />
        <span className="grow">
          {t(state.status === 401 || state.status === 0 ? 'fill.save.signed-out' : 'fill.save.refused-help')}
        </span>
        <a
          className="btn btn-outline-primary btn-sm"
          href="/my/applications"
          target="_blank"
          rel="noreferrer"
        >
          {t('fill.save.sign-in')}
        </a>
      </div>
    );
  }
  if (state.kind !== 'conflict') return null;
  return (
    <div className="hq-note hq-note-gap fill-gap" role="alert">
      <i className="bi bi-exclamation-triangle" aria-hidden="true" />
      <div className="grow">
        <b>{t('fill.conflict.title', { time: state.updatedAt ? timeOf(state.updatedAt) : '' })}</b>
        <p className="hq-sm">{t('fill.conflict.help')}</p>
        <div className="row-x wrapx">
          <button type="button" className="btn btn-outline-primary btn-sm" onClick={onKeepMine}>
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
      </div>
    </div>
  );
}
