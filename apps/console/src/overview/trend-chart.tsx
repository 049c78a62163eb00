import { theme } from 'antd';
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayStatistics } from './queries';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

const HEIGHT_PX = 240;
const WIDEST_BAR_PX = 18;

/** Pushes a day, stacked by what became of them. */
export function TrendChart({ days }: { days: readonly DayStatistics[] }): ReactNode {
  const { t, i18n } = useTranslation();
  const { token } = theme.useToken();
  const canvas = useRef<HTMLCanvasElement>(null);
  const series = [
    { label: t('overview.sent'), color: token.colorSuccess, of: (day: DayStatistics) => day.sent },
    { label: t('overview.partlySent'), color: token.colorWarning, of: (day: DayStatistics) => day.partlySent },
    { label: t('overview.held'), color: token.colorTextQuaternary, of: (day: DayStatistics) => day.held },
    { label: t('overview.failed'), color: token.colorError, of: (day: DayStatistics) => day.failed + day.missed },
  ];

  useEffect(() => {
    const font = { family: token.fontFamily, size: token.fontSizeSM };
    const text = { color: token.colorTextDescription, font };
    const chart = new Chart(canvas.current!, {
      type: 'bar',
      data: {
        labels: days.map(({ day }) => day.slice(5)),
        datasets: series.map(({ label, color, of }) => ({ label, data: days.map(of), backgroundColor: color, maxBarThickness: WIDEST_BAR_PX })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        // All of a day at once, wherever the mouse is above it.
        interaction: { mode: 'index', intersect: false },
        scales: {
          x: { stacked: true, grid: { display: false }, border: { color: token.colorBorder }, ticks: text },
          y: { stacked: true, grid: { color: token.colorBorderSecondary }, border: { display: false }, ticks: { ...text, precision: 0 } },
        },
        plugins: {
          legend: { align: 'start', labels: { ...text, boxWidth: 12, boxHeight: 12 } },
          tooltip: {
            backgroundColor: token.colorBgElevated, borderColor: token.colorBorder, borderWidth: 1, padding: 12, boxPadding: 4,
            // Below the colours, one of which lets it shine through.
            multiKeyBackground: token.colorBgElevated, titleColor: token.colorText, bodyColor: token.colorText, titleFont: font, bodyFont: font,
          },
        },
      },
    });
    return () => chart.destroy();
    // The series change with the language and the theme.
  }, [days, i18n.language, token]);

  const sums = series.map(({ label, of }) => `${label} ${days.reduce((sum, day) => sum + of(day), 0)}`);
  return (
    // It takes the size of what it stands in.
    <div style={{ position: 'relative', height: HEIGHT_PX }}>
      <canvas ref={canvas} role="img" aria-label={`${t('overview.trend')} · ${sums.join(' · ')}`} />
    </div>
  );
}
