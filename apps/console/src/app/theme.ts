import { theme, type ThemeConfig } from 'antd';

/** System fonts only: nothing is loaded, and Chinese looks as everywhere else on the machine. */
const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'WenQuanYi Micro Hei', Roboto, 'Helvetica Neue', Arial, sans-serif";

const SHARED = { colorPrimary: '#2468f2', colorInfo: '#2468f2', borderRadius: 8, fontFamily: FONT };

export const LIGHT: ThemeConfig = {
  token: { ...SHARED, colorBgLayout: '#f4f6fa' },
  components: {
    Layout: { siderBg: '#ffffff', headerBg: '#ffffff', headerPadding: '0 24px', headerHeight: 56 },
    Menu: { itemBorderRadius: 8, activeBarBorderWidth: 0 },
    Table: { headerBg: '#fafbfd' },
  },
};

export const DARK: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: { ...SHARED, colorBgBase: '#14161a', colorBgLayout: '#0d0f12' },
  components: {
    Layout: { siderBg: '#14161a', headerBg: '#14161a', headerPadding: '0 24px', headerHeight: 56 },
    Menu: { itemBorderRadius: 8, activeBarBorderWidth: 0 },
  },
};
