import { useTranslation } from 'react-i18next';

import type { CheckProgress } from '~/knowledge/evaluation/gate/check-progress.server';

import { ProgressBar } from './progress-bar';

/** Where a change stands in the line of checks: how many are before it, how far it is, and how long it may take. */
export function CheckStatus({ progress }: { progress: CheckProgress }) {
  const { t } = useTranslation();
  const { state, ahead, done, total, expectedMs } = progress;
  const time = aboutTime(expectedMs);
  const about = t(`gate.about-${time.unit}`, { n: time.n });
  if (state === 'waiting')
    return (
      <p className="hq-sm ev-line">
        <i className="bi bi-hourglass-split" aria-hidden="true" />{' '}
        {t(ahead === 0 ? 'gate.next' : 'gate.ahead', { count: ahead, about })}
      </p>
    );
  return (
    <div className="ev-line">
      <p className="hq-sm">
        {t(total === 0 ? 'gate.copying' : 'gate.checking')} {t('gate.left', { about })}
      </p>
      <ProgressBar label={t('gate.checking')} done={done} total={total} />
    </div>
  );
}

/** A rough time is told roughly: in steps of five seconds, and from a minute and a half on in minutes. */
function aboutTime(ms: number): { unit: 'seconds' | 'minutes'; n: number } {
  if (ms >= 90_000) return { unit: 'minutes', n: Math.round(ms / 60_000) };
  return { unit: 'seconds', n: Math.max(5, Math.ceil(ms / 5_000) * 5) };
}
