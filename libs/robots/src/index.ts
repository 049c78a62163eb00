export { RobotsModule, type RobotsModuleOptions } from './robots.module';
export type { RobotsOptions } from './robots.options';
export { RobotsService } from './application/robots.service';
export { RobotPoster, type RobotPost, type RobotPostOutcome } from './application/robot-poster.service';
export { robotContentOf } from './domain/robot-content';
export { ROBOT_SEALED_COLUMNS, type PushRobot, type PushRobotState, type RobotMention, type RobotMessage } from './domain/robot';
export { RobotBusyError, RobotChangedError, RobotNameTakenError, RobotNotFoundError, RobotNotUsableError } from './domain/robots.errors';
export { ROBOTS_MIGRATIONS } from './persistence/migrations';
