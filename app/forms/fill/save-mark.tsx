import { useTranslation } from 'react-i18next';

import type { SaveState } from '../draft-saver';
import type { FillSaveState } from './merging-saver';
import { timeOf } from './provenance-chip';

/** 草稿已自动保存 14:32, or why not. */
export function SaveMark({ state, short = false }: { state: SaveState | FillSaveState; short?: boolean }) {
  const { t } = useTranslation();
  const isKept = state.kind === 'offline' && 'isKept' in state && state.isKept;
  const [icon, text] = ((): [string, string] => {
    switch (state.kind) {
      case 'saved':
        return [
          'bi-cloud-check',
          t(short ? 'fill.save.saved-short' : 'fill.save.saved', { time: timeOf(state.at) }),
        ];
      case 'waiting':
      case 'saving':
        return ['bi-cloud-arrow-up', t('fill.save.saving')];
      case 'offline':
        return ['bi-cloud-slash', t(isKept ? 'fill.save.kept' : 'fill.save.offline')];
      case 'merging':
        return ['bi-arrow-left-right', t('fill.save.merging')];
      case 'conflict':
        return ['bi-exclamation-triangle', t('fill.save.conflict')];
      default:
        return ['bi-exclamation-triangle', t('fill.save.refused')];
    }
  })();
  const isWrong = ['offline', 'conflict', 'refused'].includes(state.kind);
  return (
    <span className={isKept ? 'save is-kept' : isWrong ? 'save is-wrong' : 'save'} role="status">
      <i className={`bi ${icon}`} aria-hidden="true" />
      <span>{text}</span>
    </span>
  );
}
