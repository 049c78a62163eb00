import { z } from 'zod';

/** Pipe-joined ids as WeCom returns them (userids lower-cased), or nothing. */
export const pipeList = z
  .string()
  .nullish()
  .transform((text) => (text ? text.split('|').filter(Boolean) : []));

/** A reply of which only success matters. */
export const done = z.looseObject({});

/** Seconds that come as a number or as text. */
export const seconds = z.coerce.number().int().nonnegative();
