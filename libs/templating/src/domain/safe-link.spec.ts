import { safeLink } from './safe-link';

describe('safeLink', () => {
  it.each([
    ['https://bi.example.com/p/1?lang=zh-CN&view=a.b~c#top', 'https://bi.example.com/p/1?lang=zh-CN&view=a.b~c#top'],
    ['https://bi.example.com/报表', 'https://bi.example.com/%E6%8A%A5%E8%A1%A8'],
    ['https://bi.example.com/a(b)?x=")><a href=\'y\'&z=[1]*`|\\', 'https://bi.example.com/a%28b%29?x=%22%29%3E%3Ca%20href=%27y%27&z=%5B1%5D%2A%60%7C%5C'],
    ['http://[::1]:3000/p', 'http://[::1]:3000/p'],
    ['https://user:secret@bi.example.com/p', 'https://bi.example.com/p'],
    ['https://bi.example.com/a\n)b', 'https://bi.example.com/a%29b'],
  ])('makes %j safe', (link, safe) => expect(safeLink(link)).toBe(safe));

  it.each(['', 'javascript:alert(1)', '//bi.example.com/p', 'p/1', 'file:///etc/passwd', 'https://', 'weixin://x'])('refuses %j', (link) => expect(safeLink(link)).toBeUndefined());
});
