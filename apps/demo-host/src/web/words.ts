import type { PageProblem } from '../contract/contract.types';

/** What the web pages say of their own, apart from the data. */
const ZH = {
  tag: 'zh-CN',
  colon: '：',
  dataTime: '数据截至',
  noDataTime: '暂无数据',
  partlyEmpty: '部分数据缺失',
  allPages: '全部页面',
  otherLanguage: 'English',
  source: '公开历史数据集（vega-datasets），仅供演示',
  home: '演示 BI',
  homeText: '用真实的公开数据集搭建的小型 BI：页面可在企业微信中推送，也可在这里直接打开。',
  draft: '草稿',
  sharingOff: '未开放分享',
  signInNeeded: '需登录',
  signIn: '登录',
  signInText: '此页面的内容因人而异，请先登录。',
  account: '账号',
  password: '密码',
  inbox: '收件箱',
  inboxSignIn: '收件箱里是发给您本人的消息，请先登录。',
  inboxEmpty: '没有消息。',
  openLink: '打开链接',
  wrongCredentials: '账号或密码不正确',
  tooManyAttempts: '密码错误次数过多，请一分钟后再试',
  cannotOpen: '页面无法打开',
  failed: '页面加载失败，请稍后再试；如果一直如此，请联系页面的负责人。',
  problems: {
    not_found: '页面不存在，或已被删除。',
    not_published: '此页面尚未发布，发布后才能查看。',
    sharing_off: '此页面没有开放分享，请联系页面的负责人。',
    no_right: '你没有查看此页面的权限，请联系项目的负责人。',
  } satisfies Record<PageProblem, string>,
};

export type Words = typeof ZH;

const EN: Words = {
  tag: 'en-US',
  colon: ': ',
  dataTime: 'Data as of',
  noDataTime: 'No data yet',
  partlyEmpty: 'Some data are missing',
  allPages: 'All pages',
  otherLanguage: '中文',
  source: 'Public historic data sets (vega-datasets), for demonstration only',
  home: 'Demo BI',
  homeText: 'A small BI over real public data sets: its pages can be pushed to WeCom, or opened here.',
  draft: 'Draft',
  sharingOff: 'Sharing off',
  signInNeeded: 'Sign-in',
  signIn: 'Sign in',
  signInText: 'What this page shows depends on who is looking: please sign in.',
  account: 'Account',
  password: 'Password',
  inbox: 'Inbox',
  inboxSignIn: 'The inbox holds what is meant for you alone: please sign in.',
  inboxEmpty: 'Nothing is here.',
  openLink: 'Open the link',
  wrongCredentials: 'Account or password is wrong',
  tooManyAttempts: 'Too many wrong passwords: try again in a minute',
  cannotOpen: 'This page cannot be opened',
  failed: 'The page could not be loaded. Try again later; if it stays so, tell the owner of the page.',
  problems: {
    not_found: 'There is no such page, or no longer.',
    not_published: 'This page is not published yet.',
    sharing_off: 'Sharing of this page is switched off: ask its owner.',
    no_right: 'You may not see this page: ask the owner of the project.',
  },
};

export const WORDS = { zh: ZH, en: EN } as const;
