import type { Messages } from '../zh-CN';
import { app } from './app';
import { authorizations } from './authorizations';
import { common } from './common';
import { embed } from './embed';
import { errors } from './errors';
import { failure } from './failure';
import { home } from './home';
import { nav } from './nav';
import { phone } from './phone';
import { reasons } from './reasons';
import { records } from './records';
import { schedule } from './schedule';
import { signIn } from './sign-in';
import { states } from './states';
import { tasks } from './tasks';
import { users } from './users';

export const enUS: Messages = {
  app,
  nav,
  common,
  signIn,
  home,
  embed,
  failure,
  errors,
  reasons,
  states,
  authorizations,
  users,
  tasks,
  schedule,
  records,
  phone,
};
