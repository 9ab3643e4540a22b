import { useTranslation } from 'react-i18next';

import type { ChangeState } from '~/knowledge/evaluation/gate/change-kinds';

const looks: Record<ChangeState, [icon: string, tone: string]> = {
  waiting: ['bi-hourglass-split', 'hq-v-old'],
  running: ['bi-arrow-repeat', 'hq-v-ask'],
  passed: ['bi-check-circle', 'hq-v-ok'],
  failed: ['bi-exclamation-triangle-fill', 'hq-v-gap'],
  published: ['bi-check-circle-fill', 'hq-v-ok'],
  rejected: ['bi-x-circle', 'hq-v-no'],
  'rolled-back': ['bi-arrow-counterclockwise', 'hq-v-old'],
};

/** Where a change stands: icon and word, colour third. */
export function ChangeBadge({ state }: { state: ChangeState }) {
  const { t } = useTranslation();
  const [icon, tone] = looks[state];
  return (
    <span className={`hq-v ${tone}`}>
      <i className={`bi ${icon}`} aria-hidden="true" />
      {t(`gate.state.${state}`)}
    </span>
  );
}
