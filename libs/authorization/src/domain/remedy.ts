import { describeWecomError, type WecomErrorDescription } from '#wecom';
import type { AuthorizationTrouble } from './authorization';

/** WeCom's code for a disabled app; agent/get tells it by a field and without a code. */
const APP_DISABLED_ERRCODE = 50003;

/** What a trouble means, what mends it and who can. @returns undefined when WeCom gave no code for it */
export function remedyOf(trouble: AuthorizationTrouble, errcode: number | null): WecomErrorDescription | undefined {
  const code = errcode ?? (trouble === 'app_disabled' ? APP_DISABLED_ERRCODE : undefined);
  return code === undefined ? undefined : describeWecomError(code);
}
