import { stateMachine } from '#kernel';

/** `out_of_range`: WeCom does not let the app write to the person now. `left`: the person left the corp. Only `active` is pushed to. */
export const bindingState = stateMachine('push_binding', {
  active: ['out_of_range', 'left'],
  out_of_range: ['active', 'left'],
  left: ['active'],
});
export type BindingState = (typeof bindingState.states)[number];

/** A host user's WeCom account in one authorization. */
export interface Binding {
  hostUserId: string;
  /** As last seen when it was bound. */
  hostUserName: string;
  /** Exactly as WeCom returned it. */
  wecomUserId: string;
  wecomName: string;
  state: BindingState;
  boundBy: string;
  boundAt: Date;
}

/** What WeCom userids are compared by: WeCom ignores their case, and returns them in another than it was given. */
export const wecomUserKeyOf = (wecomUserId: string): string => wecomUserId.toLowerCase();
