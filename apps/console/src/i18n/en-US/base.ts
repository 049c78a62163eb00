import type { Base } from '../zh-CN';
import { app } from './app';
import { common } from './common';
import { effects } from './effects';
import { embed } from './embed';
import { failure } from './failure';
import { home } from './home';
import { nav } from './nav';
import { phone } from './phone';
import { states } from './states';

export const base: Base = { app, common, effects, embed, failure, home, nav, phone, states };
