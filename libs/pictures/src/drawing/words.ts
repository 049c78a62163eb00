import { grouping, type Language } from '#kernel';

interface Words {
  dataTime: string;
  empty: string;
  failed: string;
  partlyEmpty: string;
  moreRows: (count: number) => string;
  moreCharts: (count: number) => string;
  between: string;
}

export const WORDS: Record<Language, Words> = {
  'zh-CN': {
    dataTime: '数据时间',
    empty: '暂无数据',
    failed: '未能取到数据',
    partlyEmpty: '部分数据缺失',
    moreRows: (count) => `还有 ${grouping(count)} 行`,
    moreCharts: (count) => `还有 ${count} 个图表`,
    between: '：',
  },
  'en-US': {
    dataTime: 'Data as of',
    empty: 'No data',
    failed: 'The data could not be read',
    partlyEmpty: 'Some data is missing',
    moreRows: (count) => `${grouping(count)} more ${count === 1 ? 'row' : 'rows'}`,
    moreCharts: (count) => `${count} more ${count === 1 ? 'chart' : 'charts'}`,
    between: ': ',
  },
};
