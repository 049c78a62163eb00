import { withOpener } from './opener';

describe('withOpener', () => {
  it('names the person to a host that asks', () => {
    expect(withOpener('https://bi.example.com/p/1?lang=zh-CN&push_user=', '张伟 & 1')).toBe('https://bi.example.com/p/1?lang=zh-CN&push_user=%E5%BC%A0%E4%BC%9F+%26+1');
  });

  it('changes nothing of an address that does not ask', () => {
    for (const url of ['https://bi.example.com/p/1', 'https://bi.example.com/p/1?push_user=u9', 'https://bi.example.com/p/1?filter=%E5%8D%8E%E4%B8%9C#push_user=']) {
      expect(withOpener(url, 'u1')).toBe(url);
    }
  });
});
