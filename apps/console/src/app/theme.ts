import { theme, type ThemeConfig } from 'antd';
import { settings } from './settings';

/** System fonts only: nothing is loaded, and Chinese looks as everywhere else on the machine. */
const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'WenQuanYi Micro Hei', Roboto, 'Helvetica Neue', Arial, sans-serif";

const SHARED = { borderRadius: 8, fontFamily: FONT };

/** The operator's colour takes the place of ours. @param info of tags and hints, on their own tint */
const coloured = (ours: string, info: string): ThemeConfig['token'] => ({ colorPrimary: settings.themeColor ?? ours, colorInfo: settings.themeColor ?? info });

/** The build makes antd's styles sheets (build/antd-styles.ts); the development server leaves them to antd. */
const STYLES: ThemeConfig = { zeroRuntime: import.meta.env.PROD, hashed: !import.meta.env.PROD };

/** Class of what may use antd's variables, `var(--ant-color-text)`. */
export const variablesOf = (dark: boolean): string => (dark ? 'console-dark' : 'console-light');

const LIGHT: ThemeConfig = {
  ...STYLES,
  cssVar: { key: variablesOf(false) },
  token: {
    ...SHARED,
    ...coloured('#2163ea', '#2163ea'),
    colorBgLayout: '#f4f6fa',
    // antd's own are too pale for small text: these reach 4.5 to 1 on white and on their own tints.
    colorSuccess: '#107535',
    colorWarning: '#b35309',
    colorError: '#d12a2a',
    colorSuccessBg: '#e6f6ec',
    colorSuccessBorder: '#a6dfbb',
    colorWarningBg: '#fff3e0',
    colorWarningBorder: '#f9d3a0',
    colorErrorBg: '#fff0ee',
    colorErrorBorder: '#f8bdb6',
    colorTextDescription: 'rgb(0 0 0 / 60%)',
    colorTextPlaceholder: 'rgb(0 0 0 / 58%)',
  },
  components: {
    Layout: { siderBg: '#ffffff', headerBg: '#ffffff', headerPadding: '0 24px', headerHeight: 56 },
    Descriptions: { labelColor: 'rgb(0 0 0 / 60%)' },
    Table: { headerBg: '#fafbfd' },
  },
};

const DARK: ThemeConfig = {
  ...STYLES,
  cssVar: { key: variablesOf(true) },
  algorithm: theme.darkAlgorithm,
  token: {
    ...SHARED,
    ...coloured('#477ef5', '#6f9bff'),
    ...(!settings.themeColor && { colorLink: '#7ea8ff' }),
    // antd's own are too dark for small text on our grounds and on their own tints.
    colorError: '#ff6b6b',
    purple: '#9254de',
    colorBgLayout: '#0e1014',
    colorBgContainer: '#181b20',
    colorBgElevated: '#20242b',
    colorTextDescription: 'rgb(255 255 255 / 60%)',
    colorTextPlaceholder: 'rgb(255 255 255 / 55%)',
  },
  components: {
    Layout: { siderBg: '#181b20', headerBg: '#181b20', headerPadding: '0 24px', headerHeight: 56 },
    Descriptions: { labelColor: 'rgb(255 255 255 / 60%)' },
    Tabs: { itemSelectedColor: '#9dbdff' },
    Table: { headerBg: '#1e2228' },
  },
};

const still = (moving: ThemeConfig): ThemeConfig => ({ ...moving, token: { ...moving.token, motion: false } });

const THEMES = { moving: { light: LIGHT, dark: DARK }, still: { light: still(LIGHT), dark: still(DARK) } };

/** @param still for people who want nothing to move: parts then are where they belong at once, and wait for the end of no movement */
export const themeOf = (dark: boolean, still: boolean): ThemeConfig => THEMES[still ? 'still' : 'moving'][dark ? 'dark' : 'light'];
