import type { SelectProps } from 'antd';
import type { ComponentType } from 'react';
import { later } from './later';

/** antd's Select, 22 kB, for what is drawn before it is there. */
export const LaterSelect = later(async () => (await import('antd/es/select')).default as ComponentType<SelectProps>);
