import { NavigationType, UNSAFE_createBrowserHistory as createBrowserHistory } from 'react-router-dom';

type History = ReturnType<typeof createBrowserHistory>;

/** A page that may have something to lose. */
export interface Guard {
  /** @param pathname where one wants to go */
  stops: (pathname: string) => boolean;
  /** Asks whether the page may be left, and does so with `leave`. */
  ask: (leave: () => void) => void;
}

let guard: Guard | undefined;

/** @returns takes the guard away again */
export function guardPage(by: Guard): () => void {
  guard = by;
  return () => {
    if (guard === by) guard = undefined;
  };
}

function unlessStopped(to: Parameters<History['push']>[0], go: () => void): void {
  if (guard?.stops(browser.createURL(to).pathname)) guard.ask(go);
  else go();
}

/** A step of ours through the history: back to a page that is not to be left, or on from it after all. */
let ownStep: 'back' | 'on' | undefined;
function step(kind: 'back' | 'on', delta: number): void {
  ownStep = kind;
  browser.go(delta);
}

const browser = createBrowserHistory({ v5Compat: true });

/** The browser's history, where a page with unsaved changes is asked first. What react-router has for this needs its data router, which weighs 18 kB. */
export const history: History = {
  ...browser,
  get action() {
    return browser.action;
  },
  get location() {
    return browser.location;
  },
  push: (to, state) => unlessStopped(to, () => browser.push(to, state)),
  replace: (to, state) => unlessStopped(to, () => browser.replace(to, state)),
  listen: (hear) =>
    browser.listen((update) => {
      const own = ownStep;
      if (update.action === NavigationType.Pop) ownStep = undefined;
      if (own === 'back') return;
      const { action, location, delta } = update;
      if (action !== NavigationType.Pop || own === 'on' || delta === null || !guard?.stops(location.pathname)) {
        hear(update);
        return;
      }
      // The browser is there already.
      step('back', -delta);
      guard.ask(() => step('on', delta));
    }),
};
