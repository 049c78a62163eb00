import { openedByPerson } from './opened-by-person';

const WECOM_IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.30 MicroMessenger/7.0.1 Language/zh ColorScheme/Light';
const WECOM_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.220 Safari/537.36 wxwork/4.1.30 (MicroMessenger/6.2) WindowsWechat MailPlugin_Electron WeMail embeddisk wwmver/3.26';
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

const asked = (userAgent: string | undefined, more: Record<string, string> = {}, method = 'GET') => openedByPerson({ method, headers: { 'user-agent': userAgent, ...more } });

describe('who opens a link', () => {
  it.each([WECOM_IPHONE, WECOM_WINDOWS, CHROME])('is a person with %s', (agent) => {
    expect(asked(agent)).toBe(true);
    expect(asked(agent, { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' })).toBe(true);
  });

  it.each([
    undefined, '', 'curl/8.5.0', 'facebookexternalhit/1.1', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'python-requests/2.32', 'Go-http-client/2.0',
    'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
  ])('is a program with %j', (agent) => expect(asked(agent)).toBe(false));

  it.each([
    ['HEAD', {}, 'HEAD'],
    ['fetching ahead', { 'sec-purpose': 'prefetch;prerender' }, 'GET'],
    ['fetching ahead, older', { purpose: 'prefetch' }, 'GET'],
    ['a preview', { 'x-purpose': 'preview' }, 'GET'],
    ['a picture', { 'sec-fetch-dest': 'image' }, 'GET'],
    ['a script that fetches', { 'sec-fetch-dest': 'empty' }, 'GET'],
  ])('is nobody by %s', (_what, headers, method) => expect(asked(CHROME, headers, method)).toBe(false));
});
