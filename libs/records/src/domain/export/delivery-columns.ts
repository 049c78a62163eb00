import type { DeliveryRow } from '../record-rows';
import type { Column } from './column';
import { DELIVERY_STATES, reasonOf, remedyFor, said, type Words } from './words';

const kindOf = (robot: boolean): Words => (robot ? ['群机器人', 'Group robot'] : ['个人', 'Person']);

export const DELIVERY_COLUMNS: readonly Column<DeliveryRow>[] = [
  { heading: ['姓名', 'Name'], width: 16, cell: ({ hostUserName }) => hostUserName },
  { heading: ['用户 ID', 'User ID'], width: 20, cell: ({ hostUserId }) => hostUserId },
  { heading: ['类型', 'Kind'], width: 10, cell: ({ robot }, language) => said(kindOf(robot), language) },
  { heading: ['企业微信账号', 'WeCom account'], width: 20, cell: ({ wecomUserId }) => wecomUserId },
  { heading: ['第几条消息', 'Message no.'], width: 10, cell: ({ part }) => part + 1 },
  { heading: ['状态', 'State'], width: 10, cell: ({ state }, language) => said(DELIVERY_STATES[state], language) },
  { heading: ['原因', 'Reason'], width: 40, cell: reasonOf },
  { heading: ['处理办法', 'Remedy'], width: 40, cell: remedyFor },
  { heading: ['原因原文', 'Reason as noted'], width: 40, cell: ({ reason }) => reason },
  { heading: ['处理时间', 'Settled at'], time: true, width: 20, cell: ({ settledAt }) => settledAt },
  { heading: ['撤回时间', 'Recalled at'], time: true, width: 20, cell: ({ recalledAt }) => recalledAt },
  { heading: ['打开次数', 'Opens'], width: 9, cell: ({ opens }) => opens?.opens ?? null },
  { heading: ['首次打开', 'First opened at'], time: true, width: 20, cell: ({ opens }) => opens?.firstOpenedAt ?? null },
  { heading: ['最近打开', 'Last opened at'], time: true, width: 20, cell: ({ opens }) => opens?.lastOpenedAt ?? null },
];
