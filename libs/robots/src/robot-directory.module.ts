import { Module } from '@nestjs/common';
import { RobotDirectory } from './application/robot-directory.service';
import { RobotRepository } from './persistence/robot.repository';

/** Robots to look up, without what posts: for tasks, which robots themselves ask who uses them. */
@Module({ providers: [RobotRepository, RobotDirectory], exports: [RobotDirectory] })
export class RobotDirectoryModule {}
