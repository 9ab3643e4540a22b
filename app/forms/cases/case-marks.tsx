import { useTranslation } from 'react-i18next';

import type { CaseClock } from '~/forms/cases/case-clock';

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

const clockIcons: Record<string, string> = {
  soon: 'bi-alarm',
  today: 'bi-alarm',
  late: 'bi-exclamation-circle-fill',
  stopped: 'bi-pause-circle',
};

/** How much of the department's time is left in work days: counted only while the case waits for the department. */
export function ClockMark({ clock, dueOn }: { clock: CaseClock; dueOn: string }) {
  const { t } = useTranslation();
  if (clock.mark === 'ended') return <span>{dueOn}</span>;
  const icon = clockIcons[clock.mark];
  return (
    <span className={`due is-${clock.mark}`}>
      {clock.mark !== 'stopped' && (
        <>
          {dueOn}
          <br />
        </>
      )}
      <span>
        {icon && <i className={`bi ${icon}`} aria-hidden="true" />}{' '}
        {t(`cases.left.${clock.mark}`, { n: clock.days })}
      </span>
    </span>
  );
}
