import antd from 'antd/locale/en_US';
import { enUS as messages } from './en-US';

export const pack = { messages, antd, dayjs: 'en' };
