import { Select, type SelectProps } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BROWSER_ZONE } from '../../ui/moment';

/** How far a zone is from UTC today, such as GMT+8. */
function offsetOf(zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts();
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

export function ZoneSelect(props: Pick<SelectProps<string>, 'id' | 'value' | 'onChange' | 'disabled'>): ReactNode {
  const { t } = useTranslation();
  const options = useMemo(() => {
    const zones = [...new Set([BROWSER_ZONE, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
    return zones.map((zone) => ({ value: zone, label: `${zone} (${offsetOf(zone)})${zone === BROWSER_ZONE ? ` · ${t('schedule.zoneMine')}` : ''}` }));
  }, [t]);
  return <Select<string> {...props} showSearch={{ optionFilterProp: 'label' }} options={options} style={{ maxWidth: 360 }} />;
}
