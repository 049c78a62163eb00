import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { bindingsCsvStream, decodeCsv, parseBindingsCsv } from './csv-file';

const pair = (rowNumber: number, userId: string, wecomUserId: string) => ({ rowNumber, userId, wecomUserId });

describe('files of bindings', () => {
  it.each([
    ['commas', 'user_id,wecom_user_id\nu1,ZhangWei\n'],
    ['semicolons', 'user_id;wecom_user_id\r\nu1;ZhangWei\r\n'],
    ['tabs and Chinese names', '用户ID\t企业微信账号\nu1\tZhangWei'],
    ['other columns, another order, a mark and blanks', '\uFEFF姓名,企业微信账号, 用户ID \n"张, 伟", ZhangWei ,u1\n'],
    ['names as people write them', 'User ID,WeCom User-ID\nu1,ZhangWei\n'],
  ])('are read with %s', async (_case, file) => {
    expect(await parseBindingsCsv(file)).toEqual([pair(2, 'u1', 'ZhangWei')]);
  });

  it('count rows as the spreadsheet does, empty ones too', async () => {
    expect(await parseBindingsCsv('user_id,name,wecom_user_id\nu1,"two\nlines",a\n,,\n\nu2,x,\n')).toEqual([pair(2, 'u1', 'a'), pair(5, 'u2', '')]);
  });

  it.each([
    ['', /no row below/],
    ['user_id,wecom_user_id\n', /no row below/],
    ['user_id,name\nu1,a\n', /企业微信账号 or wecom_user_id/],
    ['wecom_user_id\na\n', /用户ID or user_id/],
    ['user_id,wecom_user_id\nu1,a\nu2,"b\n', /row 3 .*quote/],
  ])('are refused as a whole with the reason: %j', async (file, message) => {
    await expect(parseBindingsCsv(file)).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(message) });
  });

  it('have 50,000 rows at most', async () => {
    const file = (rows: number) => `user_id,wecom_user_id\n${Array.from({ length: rows }, (_, i) => `u${i},a${i}`).join('\n')}`;
    expect(await parseBindingsCsv(file(50_000))).toHaveLength(50_000);
    await expect(parseBindingsCsv(file(50_001))).rejects.toThrow('more than 50000 rows');
  });

  it('are read in the encodings of spreadsheets', () => {
    expect(decodeCsv(Buffer.from('用户ID,张伟'))).toBe('用户ID,张伟');
    expect(decodeCsv(Buffer.from([0xd5, 0xc5, 0xce, 0xb0]))).toBe('张伟');
    expect(decodeCsv(Buffer.from('\uFEFF用户ID', 'utf16le'))).toBe('用户ID');
    expect(() => decodeCsv(Buffer.from([0x61, 0xff, 0xff, 0x81]))).toThrow('CSV UTF-8');
  });

  it('are written for spreadsheets, with no cell that is a formula, and come back as they went', async () => {
    const ids = ['=cmd|1', '+1', '-1', '@x', "o'brien", 'a,"b"', '\t=1', '007', '张伟'];
    const users = ids.map((userId) => ({ userId, name: '=HYPERLINK("x")', account: 'a', wecomUserId: 'w', wecomName: '', state: '正常' }));
    const file = (await buffer(Readable.from(users).pipe(bindingsCsvStream('zh-CN')))).toString();
    expect(file.startsWith('\uFEFF用户ID,姓名,登录账号,企业微信账号,企业微信姓名,绑定状态\r\n')).toBe(true);
    for (const line of file.slice(1).split('\r\n')) for (const value of line.split(',')) expect(value).not.toMatch(/^"?[=+\-@\t]/);
    expect((await parseBindingsCsv(file)).map((row) => row.userId)).toEqual(ids);
  });
});
