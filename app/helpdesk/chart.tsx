import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';

/** A bar of a chart; several series stand on one another. */
export interface ChartSeries {
  name: string;
  values: number[];
  colour: string;
}

interface ChartProps {
  title: string;
  labels: string[];
  series: ChartSeries[];
  /** Bars lie down: for names that need room. */
  isLying?: boolean;
  /** What the chart says, for who can't see it. */
  summary: string;
  /** Where the numbers can be had as a file; absent: nowhere. */
  csv?: string;
  /** A sentence above the chart. */
  note?: string | undefined;
  /** Where to read on. */
  more?: ReactNode;
  /** The same numbers as a table. */
  children: ReactNode;
}

/** A chart with its numbers as a table behind 查看数据; without a script the table stands by itself. */
export function Chart({
  title,
  labels,
  series,
  isLying = false,
  summary,
  csv,
  note,
  more,
  children,
}: ChartProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [wasDrawn, setDrawn] = useState(false);
  const drawing = JSON.stringify({ labels, series, isLying });
  // Bars without any length are an empty frame that looks broken.
  const isEmpty = series.every(({ values }) => values.every((value) => value === 0));
  const isDrawn = wasDrawn && !isEmpty;
  useEffect(() => {
    const element = box.current;
    if (!element || isEmpty) return;
    let stop = () => {};
    let isGone = false;
    void import('./draw-chart.client').then(({ drawChart }) => {
      if (isGone) return;
      stop = drawChart(
        element,
        JSON.parse(drawing) as { labels: string[]; series: ChartSeries[]; isLying: boolean },
      );
      setDrawn(true);
    });
    return () => {
      isGone = true;
      stop();
    };
  }, [drawing, isEmpty]);
  return (
    <section className="hq-card hq-card-b insight" aria-label={title}>
      <div className="row-x wrapx">
        <h2 className="grow">{title}</h2>
        {csv !== undefined && (
          <a className="hq-sm" href={csv} download>
            <i className="bi bi-download" aria-hidden="true" /> {t('insights.csv')}
          </a>
        )}
      </div>
      {note && <p className="hq-sm hq-muted">{note}</p>}
      {isEmpty ? (
        <p className="hq-sm hq-muted">{t('insights.chart-empty')}</p>
      ) : (
        <div
          ref={box}
          role="img"
          aria-label={summary}
          className="insight-chart"
          style={{ height: isDrawn ? (isLying ? labels.length * 30 + 30 : 260) : 0 }}
        />
      )}
      <details key={isDrawn ? 'drawn' : 'plain'} open={!isDrawn && !isEmpty}>
        <summary>{t('insights.table')}</summary>
        <ScrollRegion className="insight-table" label={title}>
          {children}
        </ScrollRegion>
      </details>
      {more && <p className="hq-sm">{more}</p>}
    </section>
  );
}
