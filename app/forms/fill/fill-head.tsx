import { useTranslation } from 'react-i18next';

import type { PrefillMeter } from '../prefill-meter';

/** How many fields are filled in advance, by hand, or not yet: a cell a field. */
export function FillMeter({ meter, required }: { meter: PrefillMeter; required: number }) {
  const { t } = useTranslation();
  const { cells, total, prefilled, filled, empty } = meter;
  return (
    <div className="fill-meter">
      <div className="fill-meter-words">
        <b>{t('fill.meter', { total, prefilled })}</b>
        <span className="hq-sm hq-muted">
          {required > 0 ? t('fill.meter-left', { n: required }) : t('fill.meter-none')}
        </span>
      </div>
      <div
        className="meter"
        role="img"
        aria-label={t('fill.meter-label', { total, prefilled, filled, empty })}
        style={{ gridTemplateColumns: `repeat(${Math.max(1, cells.length)}, 1fr)` }}
      >
        {cells.map((cell, index) => (
          <i key={index} className={cell} />
        ))}
      </div>
    </div>
  );
}

export interface FillStep {
  anchor: string;
  number: number;
  title: string;
  note: string;
  isDone: boolean;
}

/** The parts of the page as links; the one in view is marked. */
export function FillSteps({
  steps,
  current,
  children,
}: {
  steps: FillStep[];
  current: string;
  children: React.ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <nav className="steps-nav" aria-label={t('fill.steps')}>
      <ol className="steps">
        {steps.map(({ anchor, number, title, note, isDone }) => (
          <li key={anchor} className={isDone ? 'done' : ''}>
            <a
              href={`#${anchor}`}
              className={anchor === current ? 'on' : ''}
              aria-current={anchor === current ? 'step' : undefined}
            >
              <span className="k">
                {isDone ? <i className="bi bi-check-lg" role="img" aria-label={t('fill.done')} /> : number}
              </span>
              <b>{title}</b>
              {note && <small>{note}</small>}
            </a>
          </li>
        ))}
      </ol>
      <div className="hide-m steps-save">{children}</div>
    </nav>
  );
}
