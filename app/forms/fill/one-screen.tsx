import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import type { FillScreen } from './list-screens';

interface ScreenHeadProps {
  screen: FillScreen;
  index: number;
  count: number;
  /** How many fields are filled in advance. */
  prefilled: number;
  heading: RefObject<HTMLHeadingElement>;
  onSeePrefilled: () => void;
  children: ReactNode;
}

/** Above a question: how far it is, the question itself, and the way to what was filled in advance. */
export function ScreenHead({ screen, index, count, prefilled, heading, ...rest }: ScreenHeadProps) {
  const { t } = useTranslation();
  const isOnTheWay = screen.kind !== 'check';
  const place = isOnTheWay ? t('fill.one.place', { n: index + 1, count }) : '';
  return (
    <div className="screen-head">
      <div className="row-x wrapx screen-line">
        {isOnTheWay && <span className="hq-sm hq-muted">{place}</span>}
        {rest.children}
      </div>
      <div
        className="screen-bar"
        role="progressbar"
        aria-label={t('fill.one.progress')}
        aria-valuemin={0}
        aria-valuemax={count}
        aria-valuenow={isOnTheWay ? index + 1 : 0}
        aria-valuetext={place || t('fill.one.check')}
      >
        {Array.from({ length: count }, (_, at) => (
          <i key={at} className={isOnTheWay && at <= index ? 'on' : ''} />
        ))}
      </div>
      {isOnTheWay && prefilled > 0 && (
        <button type="button" className="btn btn-link btn-sm screen-known" onClick={rest.onSeePrefilled}>
          <i className="bi bi-check-circle-fill c-ok" aria-hidden="true" />
          {t('fill.one.prefilled', { n: prefilled })}
        </button>
      )}
      <h2 ref={heading} tabIndex={-1} className="screen-title">
        {place && <span className="visually-hidden">{place}：</span>}
        {titleOf(screen, t)}
      </h2>
    </div>
  );
}

/** Back and on, under the question. */
export function ScreenButtons({
  screen,
  index,
  onBack,
  onNext,
}: {
  screen: FillScreen;
  index: number;
  onBack: () => void;
  onNext: () => void;
}) {
  const { t } = useTranslation();
  const isAside = screen.kind === 'check';
  return (
    <div className="screen-go">
      {(index > 0 || isAside) && (
        <button type="button" className="btn btn-outline-primary" onClick={onBack}>
          {t(isAside ? 'fill.one.return' : 'fill.one.back')}
        </button>
      )}
      {screen.kind !== 'review' && !isAside && (
        <button type="button" className="btn btn-primary" onClick={onNext}>
          {t('fill.one.next')}
        </button>
      )}
    </div>
  );
}

function titleOf(screen: FillScreen, t: (key: string, params?: Record<string, string>) => string): string {
  if (screen.kind === 'material') return t('fill.one.material', { name: screen.title });
  if (screen.kind === 'question') return screen.title;
  return t(`fill.one.${screen.kind}`);
}
