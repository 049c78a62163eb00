import antd from 'antd/locale/en_US';
import { base } from './en-US/base';

export const pack = { base, antd, dayjs: 'en' };
