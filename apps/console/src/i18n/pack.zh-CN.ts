import 'dayjs/locale/zh-cn';
import antd from 'antd/locale/zh_CN';
import { base } from './zh-CN/base';

export const pack = { base, antd, dayjs: 'zh-cn' };
