import type { Template } from '../template';

const FILE_NAME = '{{title}} {{date runTime}} {{time runTime}}.png';

export const IMAGE_SCREENSHOT: Template = {
  key: 'image-screenshot',
  version: 1,
  msgtype: 'image',
  needsLink: false,
  attachment: 'page_screenshot',
  name: { 'zh-CN': '页面截图', 'en-US': 'Screenshot' },
  description: {
    'zh-CN': '用浏览器打开报表页面后截图发送，不带文字与链接；需由管理员开启截图功能。',
    'en-US': 'The page as a browser shows it, without words or link; an operator must have switched screenshots on.',
  },
  sources: { 'zh-CN': { fileName: FILE_NAME }, 'en-US': { fileName: FILE_NAME } },
};
