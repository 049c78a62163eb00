import type { AbstractHttpAdapter } from '@nestjs/core';
import { Module, type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Clock } from '#kernel';
import { TestClock } from '#kernel/testing';
import { ContentSource } from '../ports/content-source.port';
import { HostAccess } from '../ports/host-access.port';
import { UserDirectory } from '../ports/user-directory.port';

interface HostPorts {
  imports: DynamicModule[];
  userDirectory: Type<UserDirectory>;
  contentSource: Type<ContentSource>;
  access: Type<HostAccess>;
}

@Module({})
class HostPortsModule {}

/** As the push module makes the host's classes known to all. */
export const globalPorts = ({ imports, userDirectory, contentSource, access }: HostPorts): DynamicModule => ({
  module: HostPortsModule,
  global: true,
  imports,
  providers: [
    { provide: UserDirectory, useClass: userDirectory },
    { provide: ContentSource, useClass: contentSource },
    { provide: HostAccess, useClass: access },
  ],
  exports: [UserDirectory, ContentSource, HostAccess],
});

const adapters: Record<'express' | 'fastify', () => AbstractHttpAdapter> = { express: () => new ExpressAdapter(), fastify: () => new FastifyAdapter() };

/** An app of these modules, ready for supertest, with its clock standing still. */
export async function startApp(
  adapter: keyof typeof adapters,
  imports: (DynamicModule | Type)[],
  clock = new TestClock(),
  controllers: Type[] = [],
): Promise<INestApplication> {
  const module = await Test.createTestingModule({ imports, controllers }).overrideProvider(Clock).useValue(clock).compile();
  const app = module.createNestApplication(adapters[adapter]());
  app.useLogger(false);
  await app.init();
  if (adapter === 'fastify') await (app as NestFastifyApplication).getHttpAdapter().getInstance().ready();
  return app;
}
