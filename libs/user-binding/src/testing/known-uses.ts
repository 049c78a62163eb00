import { Module, type DynamicModule } from '@nestjs/common';
import { BindingUses, type BindingUse } from '../ports/binding-uses.port';

@Module({})
class KnownUsesModule {}

/** Gives {@link BindingUses} that knows these tasks in every tenant and authorization. */
export function usesOf(uses: readonly BindingUse[] = []): DynamicModule {
  const known: BindingUses = {
    usesOf: async (_tenantId, _authorizationId, people) => uses.filter((use) => people.some(({ hostUserId }) => hostUserId === use.hostUserId)),
    tasksOf: async () => ({ tasks: [...uses], count: uses.length }),
  };
  return { module: KnownUsesModule, providers: [{ provide: BindingUses, useValue: known }], exports: [BindingUses] };
}
