import { useTranslation } from 'react-i18next';

import type { DueState } from '~/knowledge/helpdesk/list-questions.server';

const icons: Record<DueState, string | null> = {
  overdue: 'bi-exclamation-octagon-fill',
  today: 'bi-alarm-fill',
  soon: 'bi-alarm',
  later: null,
};

/** How many work days are left: 超期, 今天到期, 剩 n 个工作日. */
export function DueMark({ due, workDaysLeft }: { due: DueState; workDaysLeft: number }) {
  const { t } = useTranslation();
  const icon = icons[due];
  return (
    <span className={due === 'later' ? 'due' : `due is-${due}`}>
      {icon && <i className={`bi ${icon}`} aria-hidden="true" />}
      {t(`questions.due.${due}`, { n: Math.max(1, Math.abs(workDaysLeft)) })}
    </span>
  );
}
