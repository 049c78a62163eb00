import { safeLine, safeParagraph } from './safe-text';

describe('safeLine', () => {
  it.each([
    ['华东 (上海/杭州) 3.5%', '华东 (上海/杭州) 3.5%'],
    ['R&D, A&B', 'R&D, A&B'],
    ['snake_case_name', 'snake_case_name'],
    ['مبيعات اليوم 📈👨‍👩‍👧', 'مبيعات اليوم 📈👨‍👩‍👧'],
  ])('leaves %s as it is, for every message type', (raw, text) => {
    for (const msgtype of ['text', 'markdown', 'textcard'] as const) expect(safeLine(raw, msgtype)).toBe(text);
  });

  it.each([
    ['[click](https://evil.example)', '［click］(https：//evil.example)'],
    ['<font color="warning">x</font>', '＜font color="warning"＞x＜/font＞'],
    ['**bold** `code` \\*', "＊＊bold＊＊ 'code' ＼＊"],
    ['__bold__ a_b', '＿＿bold＿＿ a_b'],
    ['# heading', '＃ heading'],
    ['No. #1', 'No. #1'],
    ['> quote\n# next', '＞ quote # next'],
    ['&lt;b&gt; &#60;', '＆lt;b＆gt; ＆#60;'],
    ['www.evil.example WWW.x', 'www．evil.example WWW．x'],
    ['ww\u200Bw.evil.example', 'www．evil.example'],
    ['  a\r\n\tb\u0000\u2028c  ', 'a b c'],
    ['txt\u202Egnp.exe', 'txtgnp.exe'],
    ['half \uD83D', 'half \uFFFD'],
    [' \u200B\u3000\n', ''],
    [' a b', 'a b'],
  ])('for markdown turns %j into %j', (raw, text) => expect(safeLine(raw, 'markdown')).toBe(text));

  it.each([
    ['a|b', 'a｜b'],
    ['_a_ snake_case _', '＿a＿ snake_case ＿'],
    ['~~a~~', '～～a～～'],
    ['- a - b', '－ a - b'],
    [' - a', '－ a'],
    ['2026-11-22', '2026-11-22'],
    ['1) a', '1） a'],
    ['-5 +3', '-5 +3'],
    ['12. a. b', '12． a. b'],
    ['1.5', '1.5'],
    ['---', '－--'],
    ['===', '＝=='],
    ['**b** [x](//y)', '＊＊b＊＊ ［x］(//y)'],
    ['销售额（华东）', '销售额（华东）'],
  ])('for markdown_v2 turns %j into %j', (raw, text) => expect(safeLine(raw, 'markdown_v2')).toBe(text));

  it('for a text and a card keeps what has no meaning there', () => {
    for (const msgtype of ['text', 'textcard'] as const) expect(safeLine('[a] *b* <a href="//x">', msgtype)).toBe('[a] *b* ＜a href="//x"＞');
  });
});

describe('safeParagraph', () => {
  it('keeps lines, one empty line at most, and an address that the owner wrote', () => {
    expect(safeParagraph('早上好\r\n\r\n\r\n  见  https://wiki.example/x \u2028完', 'markdown')).toBe('早上好\n\n见 https://wiki.example/x\n完');
  });

  it('makes no line of a markdown_v2 a list, a table or a rule', () => {
    expect(safeParagraph('a\n- b\n1) c\n| d | e |\n- - -\nf', 'markdown_v2')).toBe('a\n－ b\n1） c\n｜ d ｜ e ｜\n－ - -\nf');
  });

  it('makes no line a heading or a quote', () => {
    expect(safeParagraph('a\n# b\n> c\n[d](e)', 'markdown')).toBe('a\n＃ b\n＞ c\n［d］(e)');
  });
});

it('makes no bold of underscores in markdown, and leaves single ones', () => {
  expect(['__x__', 'store_id', 'a __ b'].map((text) => safeLine(text, 'markdown'))).toEqual(['＿＿x＿＿', 'store_id', 'a ＿＿ b']);
});
