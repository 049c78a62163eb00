import type { AuditEntry } from '#bi-host';
import type { Binding } from '../domain/binding';
import type { BindingBatch } from '../domain/binding-batch';
import type { BindingChange } from '../domain/drift';

interface Scope {
  tenantId: string;
  authorizationId: string;
}

const subjectOf = ({ hostUserId, hostUserName }: Binding): AuditEntry['subject'] => ({ type: 'binding', id: hostUserId, name: hostUserName });
const factsOf = (authorizationId: string, { wecomUserId, wecomName, state }: Binding): object => ({ authorizationId, wecomUserId, wecomName, state });

export const bindingBound = ({ tenantId, authorizationId }: Scope, before: Binding | undefined, after: Binding): AuditEntry => ({
  tenantId,
  action: 'binding.bind',
  subject: subjectOf(after),
  ...(before && { before: factsOf(authorizationId, before) }),
  after: factsOf(authorizationId, after),
});

export const bindingUnbound = ({ tenantId, authorizationId }: Scope, before: Binding): AuditEntry => ({
  tenantId,
  action: 'binding.unbind',
  subject: subjectOf(before),
  before: factsOf(authorizationId, before),
});

/** People were asked to bind themselves. */
export const bindAsked = ({ tenantId, authorizationId }: Scope, people: readonly { hostUserId: string }[]): AuditEntry => ({
  tenantId,
  action: 'binding.ask',
  subject: { type: 'authorization', id: authorizationId, name: `${people.length} people` },
  after: { hostUserIds: people.map((one) => one.hostUserId) },
});

/** WeCom says another thing of the account than before. */
export const bindingDrifted = (tenantId: string, { authorizationId, hostUserId, hostUserName, from, to, wecomUserId, previousWecomUserId, cause }: BindingChange): AuditEntry => ({
  tenantId,
  action: 'binding.drift',
  subject: { type: 'binding', id: hostUserId, name: hostUserName },
  before: { authorizationId, wecomUserId: previousWecomUserId ?? wecomUserId, state: from },
  after: { authorizationId, wecomUserId, state: to, cause },
});

/** One line for all of a batch: its rows, which stay, say what each user had before and has after. */
export const batchChanged = (tenantId: string, verb: 'start' | 'apply' | 'undo' | 'stop' | 'resume', { id, fileName, source, authorizationId, state, by, counts }: BindingBatch): AuditEntry => ({
  tenantId,
  action: `binding_batch.${verb}`,
  subject: { type: 'binding_batch', id, name: fileName ?? source },
  after: { authorizationId, state, ...(by.length > 0 && { by }), counts },
});
