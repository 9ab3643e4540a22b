import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

import type { ChartSeries } from './chart';

register([BarChart, GridComponent, LegendComponent, SVGRenderer]);

/** Draws bars as SVG, without animation, the values printed; returns what takes the drawing away. */
export function drawChart(
  element: HTMLElement,
  { labels, series, isLying }: { labels: string[]; series: ChartSeries[]; isLying: boolean },
): () => void {
  element.style.height = `${isLying ? labels.length * 30 + 30 : 260}px`;
  const chart = init(element, undefined, { renderer: 'svg' });
  // On a phone the legend takes two lines, and names may have no more than two fifths.
  const isNarrow = element.clientWidth < 480;
  const names = {
    type: 'category' as const,
    data: labels,
    inverse: isLying,
    axisLabel: isLying
      ? { width: isNarrow ? element.clientWidth * 0.4 : 220, overflow: 'truncate' as const }
      : {},
  };
  const values = { type: 'value' as const, minInterval: 1, splitNumber: 3 };
  const isAlone = series.length === 1;
  chart.setOption({
    animation: false,
    aria: { enabled: false },
    grid: {
      left: 8,
      right: isNarrow ? 32 : 48,
      top: isAlone ? 12 : isNarrow ? 60 : 36,
      bottom: 8,
      containLabel: true,
    },
    ...(!isAlone && { legend: { top: 0, left: 0, icon: 'rect' } }),
    xAxis: isLying ? values : names,
    yAxis: isLying ? names : values,
    series: series.map(({ name, values: numbers, colour }) => ({
      ...{ name, type: 'bar', data: numbers, barMaxWidth: 26, itemStyle: { color: colour } },
      ...(!isAlone && { stack: 'all' }),
      label: {
        show: isAlone || labels.length <= (isNarrow ? 14 : 31),
        position: isAlone ? (isLying ? 'right' : 'top') : 'inside',
        formatter: ({ value }: { value: number }) => (value === 0 ? '' : String(value)),
      },
    })),
  });
  const resize = new ResizeObserver(() => chart.resize());
  resize.observe(element);
  return () => {
    resize.disconnect();
    chart.dispose();
  };
}
