import type { RecordRow } from '../record-rows';
import type { Column } from './column';
import { reasonOf, remedyFor, RUN_STATES, said, TRIGGERS, YES_NO } from './words';

const PEOPLE = 9;
const ID = 38;

export const RECORD_COLUMNS: readonly Column<RecordRow>[] = [
  { heading: ['计划时间', 'Planned at'], time: true, width: 20, cell: ({ plannedAt }) => plannedAt },
  { heading: ['标题', 'Title'], width: 36, cell: ({ title }) => title },
  { heading: ['状态', 'State'], width: 10, cell: ({ state }, language) => said(RUN_STATES[state], language) },
  { heading: ['项目', 'Project'], width: 16, cell: ({ projectId }) => projectId },
  { heading: ['页面', 'Page'], width: 24, cell: ({ pageTitle }) => pageTitle },
  { heading: ['触发方式', 'Trigger'], width: 10, cell: ({ trigger }, language) => said(TRIGGERS[trigger], language) },
  { heading: ['应收人次', 'Named'], width: PEOPLE, cell: ({ total }) => total },
  { heading: ['已发送', 'Sent'], width: PEOPLE, cell: ({ sent }) => sent },
  { heading: ['被拒收', 'Rejected'], width: PEOPLE, cell: ({ rejected }) => rejected },
  { heading: ['已跳过', 'Skipped'], width: PEOPLE, cell: ({ skipped }) => skipped },
  { heading: ['已超时', 'Too late'], width: PEOPLE, cell: ({ expired }) => expired },
  { heading: ['结果不明', 'Unknown'], width: PEOPLE, cell: ({ unknown }) => unknown },
  { heading: ['原因', 'Reason'], width: 40, cell: reasonOf },
  { heading: ['处理办法', 'Remedy'], width: 40, cell: remedyFor },
  { heading: ['原因原文', 'Reason as noted'], width: 40, cell: ({ reason }) => reason },
  { heading: ['开始时间', 'Started at'], time: true, width: 20, cell: ({ startedAt }) => startedAt },
  { heading: ['结束时间', 'Ended at'], time: true, width: 20, cell: ({ finishedAt }) => finishedAt },
  { heading: ['迟到', 'Late'], width: 6, cell: ({ late }, language) => said(YES_NO(late), language) },
  { heading: ['数据时间', 'Data as of'], width: 24, cell: ({ dataTime }) => dataTime },
  { heading: ['负责人', 'Owner'], width: 16, cell: ({ ownerUserId }) => ownerUserId },
  { heading: ['发起人', 'Started by'], width: 16, cell: ({ actorUserId }) => actorUserId },
  { heading: ['模板', 'Template'], width: 22, cell: ({ template }) => template },
  { heading: ['任务编号', 'Task ID'], width: ID, cell: ({ taskId }) => taskId },
  { heading: ['记录编号', 'Record ID'], width: ID, cell: ({ id }) => id },
];
