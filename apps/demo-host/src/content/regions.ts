import type { Text } from './page-definition';

/**
 * The data are of the United States, so a region is one of the four of the US Census Bureau. The demo company has given
 * the Northeast to its department 华东区 and the South to 华南区: that pairing is made up, the regions are not.
 */
export const REGIONS: Readonly<Record<string, Text>> = {
  east: { zh: '东部（美国东北部）', en: 'East (US Northeast)' },
  south: { zh: '南部（美国南部）', en: 'South (US South)' },
  midwest: { zh: '中部（美国中西部）', en: 'Midwest (US Midwest)' },
  west: { zh: '西部（美国西部）', en: 'West (US West)' },
  territories: { zh: '海外属地', en: 'US territories' },
};

export const ALL_REGIONS: Text = { zh: '全部区域', en: 'All regions' };

/** States of each region by the Census Bureau; what is in none is a territory. */
export const STATES_OF_REGION: Readonly<Record<string, string>> = {
  east: 'CT ME MA NH RI VT NJ NY PA',
  south: 'DE MD DC VA WV KY NC SC TN GA FL AL MS AR LA OK TX',
  midwest: 'IL IN MI OH WI IA KS MN MO NE ND SD',
  west: 'AZ CO ID MT NV NM UT WY AK CA HI OR WA',
};
