import { randomBytes } from 'node:crypto';
import { Body, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { InvalidInputError } from '#kernel';
import { Administration } from '../domain/administration';
import type { Corp } from '../domain/corp';
import { Platform } from '../domain/platform';
import { randomWord } from '../domain/random-text';
import { AddMemberRequest, ChangeCorpRequest, ChangeMemberRequest, ChangeRobotRequest, CreateCorpRequest, CreateRobotRequest } from './admin.dto';
import { Finders } from './finders';
import { SandboxController } from './sandbox-controller';
import { corpView, memberView, robotIdOf } from './views';

const EVERYBODY = { users: [], parties: [1], tags: [] };

/** The corps' consoles: address book and robots. */
@SandboxController('corps')
export class CorpsController {
  private readonly find: Finders;

  constructor(
    private readonly platform: Platform,
    private readonly administration: Administration,
  ) {
    this.find = new Finders(platform);
  }

  /** A new corp, with as many members as a benchmark wants. */
  @Post()
  create(@Body() { corpId = `ww${randomBytes(8).toString('hex')}`, name, accountCap, members = 0, app }: CreateCorpRequest): object {
    if (this.platform.corp(corpId)) throw new InvalidInputError('corpId: there is such a corp already');
    const people = Array.from({ length: members }, (_, i) => ({ userId: `user${String(i + 1).padStart(6, '0')}`, name: `成员 ${i + 1}`, departments: [1] }));
    const corp = this.platform.addCorp({
      corpId,
      name,
      accountCap: accountCap ?? Math.max(members, 1),
      contactSecret: randomWord(43),
      departments: [{ id: 1, name, parentId: 0 }],
      members: people,
      tags: [],
      apps: [],
      robots: [],
    });
    const made = app === undefined ? undefined : this.administration.createApp(corp, { name: app, range: EVERYBODY });
    return { corpId, ...(made && { agentId: made.agentId, secret: made.data.secret }) };
  }

  @Patch(':corpId')
  change(@Param('corpId') corpId: string, @Body() { accountCap }: ChangeCorpRequest): object {
    const corp = this.find.corp(corpId);
    corp.accountCap = accountCap;
    return corpView(corp);
  }

  /** Secret of the contact-sync helper, as the console shows it. */
  @Get(':corpId/contact-secret')
  contactSecret(@Param('corpId') corpId: string): object {
    return { secret: this.find.corp(corpId).contactSecret };
  }

  @Post(':corpId/members')
  addMember(@Param('corpId') corpId: string, @Body() body: AddMemberRequest): object {
    const corp = this.find.corp(corpId);
    assertFree(corp, body.userId);
    const unknown = body.departments.find((id) => !corp.departments.has(id));
    if (unknown !== undefined) throw new InvalidInputError(`departments: ${unknown} does not exist`);
    return memberView(this.administration.addMember(corp, body));
  }

  @Patch(':corpId/members/:userId')
  changeMember(@Param('corpId') corpId: string, @Param('userId') userId: string, @Body() body: ChangeMemberRequest): object {
    const member = this.find.member(corpId, userId);
    if (body.status !== undefined && body.status !== member.status) this.administration.setStatus(member, body.status);
    if (body.userId !== undefined && body.userId !== member.userId) {
      if (body.userId.toLowerCase() !== member.key) assertFree(member.corp, body.userId);
      this.administration.rename(member, body.userId);
    }
    return memberView(member);
  }

  @Delete(':corpId/members/:userId')
  @HttpCode(204)
  removeMember(@Param('corpId') corpId: string, @Param('userId') userId: string): void {
    this.administration.removeMember(this.find.member(corpId, userId));
  }

  /** Robots with their keys, as a group's owner sees them. */
  @Get(':corpId/robots')
  robots(@Param('corpId') corpId: string): object {
    return { robots: [...this.find.corp(corpId).robots.values()].map((robot) => ({ id: robotIdOf(robot), ...robot })) };
  }

  @Post(':corpId/robots')
  addRobot(@Param('corpId') corpId: string, @Body() body: CreateRobotRequest): object {
    const robot = this.administration.addRobot(this.find.corp(corpId), body);
    return { id: robotIdOf(robot), ...robot };
  }

  @Patch(':corpId/robots/:robotId')
  changeRobot(@Param('corpId') corpId: string, @Param('robotId') robotId: string, @Body() { enabled }: ChangeRobotRequest): object {
    const robot = this.find.robot(corpId, robotId);
    robot.enabled = enabled;
    return { id: robotId, ...robot };
  }

  @Delete(':corpId/robots/:robotId')
  @HttpCode(204)
  removeRobot(@Param('corpId') corpId: string, @Param('robotId') robotId: string): void {
    const corp = this.find.corp(corpId);
    corp.robots.delete(this.find.robot(corpId, robotId).key);
  }
}

function assertFree(corp: Corp, userId: string): void {
  if (corp.member(userId)) throw new InvalidInputError('userId: the corp has such a member already; userids ignore case');
}
