/** `text`, `number` and `time` can be printed; a `flag` is asked with if; a `list` is gone through with each; a `group` has fields. */
export type VariableType = 'text' | 'number' | 'time' | 'flag' | 'list' | 'group';

/** One variable of templates, as it is documented. A test holds the table to what templates really see. */
export interface TemplateVariable {
  name: string;
  type: VariableType;
  /** Null where there is nothing: ask with if before its fields are used. */
  nullable: boolean;
  example: string;
  /** Where it comes from. */
  from: 'task' | 'run' | 'snapshot' | 'previous snapshot';
  /** Of a group, or of each element of a list; a list without fields has plain elements: `this`. */
  fields?: readonly TemplateVariable[];
}

type From = TemplateVariable['from'];
const variable = (name: string, type: VariableType, from: From, example: string, more: Partial<TemplateVariable> = {}): TemplateVariable => ({ name, type, from, example, nullable: false, ...more });
const nullable = { nullable: true };

/** All variables, in the order of the documentation. */
export const TEMPLATE_VARIABLES: readonly TemplateVariable[] = [
  variable('title', 'text', 'task', '门店销售日报'),
  variable('test', 'flag', 'run', 'true'),
  variable('beginning', 'text', 'task', '各位早，昨日数据如下：', nullable),
  variable('ending', 'text', 'task', '有疑问请联系数据组 8021', nullable),
  variable('link', 'text', 'snapshot', 'https://bi.example.com/p/daily', nullable),
  variable('runTime', 'time', 'run', '2026-11-23 09:00'),
  variable('dataTime', 'time', 'snapshot', '2026-11-23 08:00'),
  variable('late', 'group', 'run', '', { ...nullable, fields: [variable('plannedAt', 'text', 'run', '08:30')] }),
  variable('filters', 'text', 'snapshot', '日期 2026-11-22；区域 全部', nullable),
  variable('notes', 'list', 'run', '数据延迟'),
  variable('numbers', 'list', 'snapshot', '', {
    fields: [
      variable('title', 'text', 'snapshot', '昨日销售额'),
      variable('value', 'number', 'snapshot', '128.5万元'),
      variable('change', 'group', 'snapshot', '', { ...nullable, fields: [variable('title', 'text', 'snapshot', '环比'), variable('value', 'number', 'snapshot', '+3.2%')] }),
      variable('sinceLast', 'number', 'previous snapshot', '+1.8%', nullable),
    ],
  }),
  variable('charts', 'list', 'snapshot', '', {
    fields: [
      variable('title', 'text', 'snapshot', '区域销售'),
      variable('partlyEmpty', 'flag', 'snapshot', 'false'),
      variable('heading', 'text', 'snapshot', '区域　销售额(元)　环比'),
      variable('columns', 'list', 'snapshot', '', { fields: [variable('title', 'text', 'snapshot', '销售额(元)'), variable('numeric', 'flag', 'snapshot', 'true')] }),
      variable('rows', 'list', 'snapshot', '华东　61.23万　+4.5%'),
      variable('totalRows', 'number', 'snapshot', '18'),
      variable('trend', 'group', 'snapshot', '', {
        ...nullable,
        fields: [
          variable('label', 'text', 'snapshot', '11-22'),
          variable('values', 'list', 'snapshot', '', {
            fields: [variable('title', 'text', 'snapshot', '销售额'), variable('value', 'number', 'snapshot', '128.5万元'), variable('change', 'number', 'snapshot', '+3.2%', nullable)],
          }),
        ],
      }),
    ],
  }),
  variable('moreCharts', 'number', 'snapshot', '3'),
  variable('empty', 'text', 'snapshot', '库存预警', nullable),
  variable('failed', 'text', 'snapshot', '到店客流（数据源查询超时）', nullable),
];

export interface TemplateHelper {
  name: string;
  parameters: readonly string[];
  /** A use of it, and what that gives. */
  example: string;
  gives: string;
}

const helper = (name: string, parameters: string, example: string, gives: string): TemplateHelper => ({ name, parameters: parameters.split(' '), example, gives });

/** All helpers beside if, unless, each and with. */
export const TEMPLATE_HELPERS: readonly TemplateHelper[] = [
  helper('number', 'value', '{{number value}}', '1,284,560.5元'),
  helper('short', 'value', '{{short value}}', '128.5万元'),
  helper('percent', 'value', '{{percent value}}', '12.3%'),
  helper('colored', 'value', '{{colored change.value}}', '<font color="info">+3.2%</font>'),
  helper('trend', 'value', '{{trend sinceLast}}', '↑ 3.2%'),
  helper('cells', 'row', '{{cells this}}', '华东　61.23万　+4.5%'),
  helper('tableHead', 'chart', '{{tableHead this}}', '| 区域 | 销售额(元) |\n| :-- | --: |'),
  helper('tableRow', 'row', '{{tableRow this}}', '| 华东 | 61.23万 |'),
  helper('item', 'name value remark', '{{item title value ""}}', '昨日销售额 | 128.5万元'),
  helper('row', 'row', '{{row this}}', '华东 | 61.23万 +4.5%'),
  helper('date', 'time', '{{date runTime}}', '2026-11-23'),
  helper('time', 'time', '{{time runTime}}', '09:00'),
  helper('top', 'chart limit', '{{#each (top this 3)}}{{cells this}}{{/each}}', '华东　61.23万　+4.5%'),
  helper('more', 'chart limit', '{{more this 3}}', '15'),
  helper('truncate', 'text bytes', '{{truncate title 12}}', '门店销…'),
  helper('plural', 'count one many', '{{plural moreCharts "chart" "charts"}}', 'charts'),
];
