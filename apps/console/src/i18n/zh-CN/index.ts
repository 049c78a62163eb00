import { alarms } from './alarms';
import { app } from './app';
import { authorizations } from './authorizations';
import { calendars } from './calendars';
import { common } from './common';
import { effects } from './effects';
import { embed } from './embed';
import { erasures } from './erasures';
import { errors } from './errors';
import { failure } from './failure';
import { home } from './home';
import { nav } from './nav';
import { overview } from './overview';
import { ownBindings } from './own-bindings';
import { phone } from './phone';
import { reasons } from './reasons';
import { records } from './records';
import { robots } from './robots';
import { schedule } from './schedule';
import { settings } from './settings';
import { signIn } from './sign-in';
import { states } from './states';
import { tasks } from './tasks';
import { templates } from './templates';
import { users } from './users';

/**
 * Every text of the console, a file for each subject. This language gives the shape: the files of en-US and each `t('…')` are checked
 * against it by the type check. `_one` and `_other` are the two numbers of English; Chinese only ever uses `_other`.
 */
export const zhCN = {
  alarms,
  app,
  nav,
  common,
  effects,
  signIn,
  home,
  overview,
  embed,
  failure,
  erasures,
  errors,
  reasons,
  states,
  authorizations,
  calendars,
  templates,
  settings,
  users,
  tasks,
  schedule,
  records,
  robots,
  ownBindings,
  phone,
};

export type Messages = typeof zhCN;
