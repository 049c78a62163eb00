import type { Template } from '../template';

const FILE_NAME = '{{title}} {{date runTime}} {{time runTime}}.png';

export const IMAGE_PAGE: Template = {
  key: 'image-page',
  version: 1,
  msgtype: 'image',
  needsLink: false,
  attachment: 'page_picture',
  name: { 'zh-CN': '仅图片', 'en-US': 'Picture only' },
  description: { 'zh-CN': '只发送报表图片，不带文字与链接。', 'en-US': 'The page as a picture, without words or link.' },
  sources: { 'zh-CN': { fileName: FILE_NAME }, 'en-US': { fileName: FILE_NAME } },
};
