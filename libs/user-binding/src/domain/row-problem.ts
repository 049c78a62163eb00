import type { Language } from '#kernel';

export const ROW_PROBLEMS = [
  'user_missing',
  'user_unknown',
  'user_twice',
  'account_malformed',
  'account_not_found',
  'account_taken',
  'account_twice',
  'contact_missing',
  'contact_not_found',
  'refused',
] as const;
/** Why a row of a batch cannot be applied. `contact_…`: in a match the user has nothing to be looked up by, or nobody is found by it. */
export type RowProblem = (typeof ROW_PROBLEMS)[number];

/** Problems between rows or with other bindings: found by comparing, without asking anybody, and gone when those have changed. */
export const COMPARED_PROBLEMS: readonly RowProblem[] = ['user_twice', 'account_twice', 'account_taken'];

export type BatchColumn = 'user_id' | 'wecom_user_id';

interface ProblemText {
  column: BatchColumn;
  text: (details: Readonly<Record<string, unknown>>) => Record<Language, string>;
}

const shown = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '?');

const TEXTS: Readonly<Record<RowProblem, ProblemText>> = {
  user_missing: {
    column: 'user_id',
    text: () => ({ 'zh-CN': '缺少用户 ID：请填写，可从导出文件中复制。', 'en-US': 'The user id is missing: fill it in, the exported file has it.' }),
  },
  user_unknown: {
    column: 'user_id',
    text: () => ({ 'zh-CN': 'BI 平台没有这个用户 ID：请与导出文件核对（注意表格软件可能去掉开头的 0）。', 'en-US': 'The BI platform knows no such user id: compare it with the exported file (spreadsheets drop leading zeros).' }),
  },
  user_twice: {
    column: 'user_id',
    text: ({ row }) => ({ 'zh-CN': `与第 ${shown(row)} 行是同一个用户：只保留一行。`, 'en-US': `Row ${shown(row)} has the same user: keep one of them.` }),
  },
  account_malformed: {
    column: 'wecom_user_id',
    text: () => ({ 'zh-CN': '不是完整的企业微信账号：应为 1 到 64 个字符且不含空格。', 'en-US': 'Not a WeCom account: it has 1 to 64 characters without blanks.' }),
  },
  account_not_found: {
    column: 'wecom_user_id',
    text: () => ({ 'zh-CN': '企业微信找不到这个账号：请核对完整账号，并确认此人在应用可见范围内且未离职。', 'en-US': 'WeCom finds no such account: check the full account, and that the person is in the visible range of the app and has not left.' }),
  },
  account_taken: {
    column: 'wecom_user_id',
    text: ({ hostUserName, hostUserId }) => ({
      'zh-CN': `该企业微信账号已绑定到 ${shown(hostUserName)}（${shown(hostUserId)}）：请先为其解绑或在同一批中改绑。`,
      'en-US': `The account is bound to ${shown(hostUserName)} (${shown(hostUserId)}): unbind it there first, or give that user another account in the same batch.`,
    }),
  },
  account_twice: {
    column: 'wecom_user_id',
    text: ({ row }) => ({ 'zh-CN': `与第 ${shown(row)} 行是同一个企业微信账号：一个账号只能绑定一个用户。`, 'en-US': `Row ${shown(row)} has the same WeCom account: one account is for one user.` }),
  },
  contact_missing: {
    column: 'user_id',
    text: () => ({ 'zh-CN': 'BI 平台没有此人可用于匹配的邮箱或手机号：请补充，或手工绑定。', 'en-US': 'The BI platform has no usable e-mail or mobile of this person: add it there, or bind by hand.' }),
  },
  contact_not_found: {
    column: 'user_id',
    text: () => ({ 'zh-CN': '按邮箱或手机号在企业微信中找不到此人：请核对 BI 平台的资料，或手工绑定。', 'en-US': 'WeCom finds nobody by this e-mail or mobile: check them at the BI platform, or bind by hand.' }),
  },
  refused: {
    column: 'wecom_user_id',
    text: ({ errcode }) => ({ 'zh-CN': `企业微信不接受这个值（错误码 ${shown(errcode)}）：请核对后再试。`, 'en-US': `WeCom does not accept this value (code ${shown(errcode)}): check it and try again.` }),
  },
};

/** Where the problem is and what to do about it. */
export function describeProblem(problem: RowProblem, details: Readonly<Record<string, unknown>>): { column: BatchColumn; text: Record<Language, string> } {
  const { column, text } = TEXTS[problem];
  return { column, text: text(details) };
}
