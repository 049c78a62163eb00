import 'dayjs/locale/zh-cn';
import antd from 'antd/locale/zh_CN';
import { zhCN as messages } from './zh-CN';

export const pack = { messages, antd, dayjs: 'zh-cn' };
