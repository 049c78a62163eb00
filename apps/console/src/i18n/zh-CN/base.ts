import { app } from './app';
import { common } from './common';
import { effects } from './effects';
import { embed } from './embed';
import { failure } from './failure';
import { home } from './home';
import { nav } from './nav';
import { phone } from './phone';
import { states } from './states';

/** Texts that every page needs. */
export const base = { app, common, effects, embed, failure, home, nav, phone, states };

export type Base = typeof base;
