import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { theme } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayStatistics } from './queries';

use([BarChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

const HEIGHT_PX = 240;

/** Pushes a day, stacked by what became of them. */
export function TrendChart({ days }: { days: readonly DayStatistics[] }): ReactNode {
  const { t, i18n } = useTranslation();
  const { token } = theme.useToken();
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const chart = init(element, null, { renderer: 'svg' });
    const series = [
      { name: t('overview.sent'), color: token.colorSuccess, of: (day: DayStatistics) => day.sent },
      { name: t('overview.partlySent'), color: token.colorWarning, of: (day: DayStatistics) => day.partlySent },
      { name: t('overview.held'), color: token.colorTextQuaternary, of: (day: DayStatistics) => day.held },
      { name: t('overview.failed'), color: token.colorError, of: (day: DayStatistics) => day.failed + day.missed },
    ];
    const text = { color: token.colorTextDescription, fontFamily: token.fontFamily };
    chart.setOption({
      aria: { enabled: true },
      animation: false,
      textStyle: text,
      grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: text },
      tooltip: { trigger: 'axis', backgroundColor: token.colorBgElevated, borderColor: token.colorBorder, textStyle: { color: token.colorText } },
      xAxis: { type: 'category', data: days.map(({ day }) => day.slice(5)), axisTick: { show: false }, axisLine: { lineStyle: { color: token.colorBorder } }, axisLabel: text },
      yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: token.colorBorderSecondary } }, axisLabel: text },
      series: series.map(({ name, color, of }) => ({ type: 'bar', stack: 'runs', name, barMaxWidth: 18, itemStyle: { color }, data: days.map(of) })),
    });
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.dispose();
    };
  }, [days, t, i18n.language, token]);

  return <div ref={place} role="img" style={{ height: HEIGHT_PX }} />;
}
