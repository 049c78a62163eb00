import { ValidateBy, type ValidationArguments } from 'class-validator';

/** Every secret of the quick start carries this text, so that it is known for one wherever it turns up. */
export const DEMO_SECRET_MARK = 'not-for-production';

interface MayBeDemo {
  NODE_ENV?: string;
  QUICK_START?: string;
}

/**
 * Refuses a secret of the quick start everywhere but in the quick start (`QUICK_START=true`, which `npm start` sets), and
 * in production even there.
 */
export function NotDemoSecret(): PropertyDecorator {
  return ValidateBy({
    name: 'notDemoSecret',
    validator: {
      validate(value: unknown, args?: ValidationArguments): boolean {
        if (typeof value !== 'string' || !value.includes(DEMO_SECRET_MARK)) return true;
        const config: MayBeDemo | undefined = args?.object;
        return config?.QUICK_START === 'true' && config.NODE_ENV !== 'production';
      },
      defaultMessage: (args) => `${args?.property} is a secret of the quick start; make one of your own`,
    },
  });
}
