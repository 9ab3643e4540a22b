import { useTranslation } from 'react-i18next';

import { daysBetween } from '~/prisma/calendar/city-date';

const looks: Record<string, [verdict: string, icon: string]> = {
  submitted: ['ask', 'bi-hourglass-split'],
  returned: ['gap', 'bi-arrow-return-left'],
  approved: ['ok', 'bi-check-circle-fill'],
  refused: ['no', 'bi-x-circle-fill'],
  withdrawn: ['old', 'bi-slash-circle'],
};

/** The state of a case: icon and word, colour third. */
export function CaseState({ state }: { state: string }) {
  const { t } = useTranslation();
  const [verdict, icon] = looks[state] ?? ['old', 'bi-circle'];
  return (
    <span className={`hq-v hq-v-${verdict}`}>
      <i className={`bi ${icon}`} aria-hidden="true" />
      {t(`case.state.${state}`)}
    </span>
  );
}

/** 剩 n 天, 今日到期 or 逾期 n 天; nothing once the case isn't the department's to work on. */
export function DueMark({ dueOn, today, state }: { dueOn: string; today: string; state: string }) {
  const { t } = useTranslation();
  if (state !== 'submitted') return <span>{dueOn}</span>;
  const left = daysBetween(today, dueOn);
  const words =
    left < 0
      ? t('cases.due.over', { n: -left })
      : left === 0
        ? t('cases.due.today')
        : t('cases.due.left', { n: left });
  return (
    <span className={left <= 0 ? 'due is-late' : 'due'}>
      {dueOn}
      <br />
      <span>
        {left < 0 && <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />} {words}
      </span>
    </span>
  );
}
