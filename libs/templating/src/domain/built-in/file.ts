import type { LocalizedText } from '#wecom';
import type { Template } from '../template';

function fileTemplate(kind: 'xlsx' | 'csv' | 'pdf', name: LocalizedText, description: LocalizedText): Template {
  const fileName = `{{title}} {{date runTime}} {{time runTime}}.${kind}`;
  return {
    key: `file-${kind}`, version: 1, msgtype: 'file', needsLink: false, attachment: kind, name, description,
    sources: { 'zh-CN': { fileName }, 'en-US': { fileName } },
  };
}

export const FILE_XLSX = fileTemplate(
  'xlsx',
  { 'zh-CN': 'Excel 文件', 'en-US': 'Excel file' },
  { 'zh-CN': '每个图表一张工作表，单元格带类型。', 'en-US': 'A sheet for each chart, with typed cells.' },
);
export const FILE_CSV = fileTemplate(
  'csv',
  { 'zh-CN': 'CSV 文件', 'en-US': 'CSV file' },
  { 'zh-CN': '纯数据，可用 Excel 直接打开。', 'en-US': 'The data alone; Excel opens it as it is.' },
);
export const FILE_PDF = fileTemplate(
  'pdf',
  { 'zh-CN': 'PDF 文件', 'en-US': 'PDF file' },
  { 'zh-CN': '报表图片，适合打印与转发。', 'en-US': 'The pictures of the page, to print and pass on.' },
);
