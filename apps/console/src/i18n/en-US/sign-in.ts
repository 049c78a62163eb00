import type { Messages } from '../zh-CN';

export const signIn: Messages['signIn'] = {
  title: 'Sign in',
  subtitle: 'Use your account of the BI platform',
  account: 'Account',
  accountRequired: 'Enter your account',
  password: 'Password',
  passwordRequired: 'Enter your password',
  submit: 'Sign in',
  expired: 'Your session has expired. Sign in again and you return to where you were.',
  pitch: 'Reports, delivered to each person in WeCom',
  points: {
    person: 'One to one: people see only the data they may see',
    schedule: 'Sent on time, once: nothing lost or repeated after an outage',
    record: 'Everything on record: what was sent, who got it, and why others did not',
  },
};
