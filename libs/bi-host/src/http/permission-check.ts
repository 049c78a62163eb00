import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PUSH_CONTROLLER_KEY } from '#kernel';
import { PERMISSION_KEY } from './access.guard';

type Handler = (...parameters: never[]) => unknown;

/** Refuses to start while an endpoint of ours does not say who may call it: `@Allow` also binds the guard. */
@Injectable()
export class PermissionCheck implements OnModuleInit {
  private readonly reflector = new Reflector();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly methods: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = this.discovery.getControllers().flatMap(({ metatype }) => (typeof metatype === 'function' ? this.openEndpoints(metatype) : []));
    if (open.length > 0) throw new Error(`Declare with @Allow who may call: ${open.join(', ')}`);
  }

  private openEndpoints(controller: Function): string[] {
    if (this.reflector.get<unknown>(PUSH_CONTROLLER_KEY, controller) !== true) return [];
    const prototype: Record<string, Handler> = controller.prototype;
    const isOpen = (name: string): boolean => {
      const handler = prototype[name];
      const isEndpoint = this.reflector.get<unknown>('path', handler) !== undefined;
      return isEndpoint && this.reflector.getAllAndOverride<unknown>(PERMISSION_KEY, [handler, controller]) === undefined;
    };
    return this.methods.getAllMethodNames(prototype).filter(isOpen).map((name) => `${controller.name}.${name}`);
  }
}
