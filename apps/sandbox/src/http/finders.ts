import type { App } from '../domain/app';
import type { Corp, Member, RobotData } from '../domain/corp';
import type { Platform } from '../domain/platform';
import type { SuiteData } from '../domain/suites';
import { NotInSandboxError } from './sandbox-controller';
import { robotIdOf } from './views';

/** Look-ups by what stands in an address; each throws NotInSandboxError. */
export class Finders {
  constructor(private readonly platform: Platform) {}

  corp(corpId: string): Corp {
    return found(this.platform.corp(corpId), 'corp');
  }

  app(corpId: string, agentId: number): App {
    return found(this.corp(corpId).apps.get(agentId), 'app');
  }

  member(corpId: string, userId: string): Member {
    return found(this.corp(corpId).member(userId), 'member');
  }

  robot(corpId: string, robotId: string): RobotData {
    return found([...this.corp(corpId).robots.values()].find((robot) => robotIdOf(robot) === robotId), 'robot');
  }

  suite(suiteId: string): SuiteData {
    return found(this.platform.suites.suites.get(suiteId), 'suite');
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new NotInSandboxError(what);
  return value;
}
