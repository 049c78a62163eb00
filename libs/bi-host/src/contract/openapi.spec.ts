import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { verifyRequest } from '#kernel';
import { CONTRACT_EXAMPLES } from './examples';
import { hostContractDocument } from './openapi';
import { hostPageDetailSchema, hostPageSchema, hostProjectSchema, hostRuleSchema, hostSignInSchema, hostUnitSchema, hostUserSchema, noticeReplySchema, noticeSchema, pageSnapshotSchema, viewerGroupsSchema } from './schemas';

const COMMITTED = resolve(__dirname, '../../../../docs/host-contract.openapi.json');
const text = JSON.stringify(hostContractDocument(), null, 2);

describe('the document of the host contract', () => {
  it('is the committed one', () => {
    expect(readFileSync(COMMITTED, 'utf8')).toBe(`${text}\n`);
  });

  it('names nothing that it does not define', () => {
    const names = [...text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)].map(([, kind, name]) => `${kind}.${name}`);
    const { components } = hostContractDocument();
    const defined = Object.entries(components).flatMap(([kind, entries]) => Object.keys(entries).map((name) => `${kind}.${name}`));
    expect(new Set(names)).toEqual(new Set(defined.filter((name) => !name.startsWith('securitySchemes.'))));
  });

  const schemas: Record<keyof typeof CONTRACT_EXAMPLES, z.ZodType> = {
    user: hostUserSchema,
    unit: hostUnitSchema,
    project: hostProjectSchema,
    page: hostPageSchema,
    pageDetail: hostPageDetailSchema,
    snapshot: pageSnapshotSchema,
    rule: hostRuleSchema,
    viewerGroups: viewerGroupsSchema,
    signIn: hostSignInSchema,
    notice: noticeSchema,
    noticeReply: noticeReplySchema,
  };
  it.each(Object.entries(schemas))('shows a %s that we would take', (name, schema) => {
    const example = Object.entries(CONTRACT_EXAMPLES).find(([key]) => key === name)?.[1];
    expect(schema.parse(example)).toEqual(example);
  });
});

// Literals on purpose: a host written from the document must go on working, whatever becomes of our code.
describe('the worked examples of the signature', () => {
  const secret = 'worked-example-secret-0123456789abcdef';
  const examples = [
    {
      method: 'GET',
      pathWithQuery: '/bi/v1/users?query=%E5%BC%A0&limit=20',
      body: '',
      signature: 'v1=0cc3a92c59616765c2971bc5ef02805adf9ea098a0141ad481280cbfdff90ddc',
    },
    {
      method: 'POST',
      pathWithQuery: '/bi/v1/projects/sales/pages/daily/snapshot',
      body: '{"viewerId":"u1","language":"zh-CN"}',
      signature: 'v1=0beb5690f17dd0f25428dd62dff7acfb6a0665ce8328e687349c98cf805e683b',
    },
  ];

  it.each(examples)('$method: the steps lead to the signature, and we take it', ({ signature, ...request }) => {
    const hash = createHash('sha256').update(request.body).digest('hex');
    const toSign = `v1\n1772413200\n${request.method}\n${request.pathWithQuery}\ndefault\n${hash}`;
    expect(`v1=${createHmac('sha256', secret).update(toSign).digest('hex')}`).toBe(signature);
    const headers = { 'x-push-timestamp': '1772413200', 'x-push-tenant': 'default', 'x-push-signature': signature };
    expect(verifyRequest(secret, { ...request, tenantId: 'default' }, headers, new Date(1_772_413_200_000))).toBe(true);
    const { info } = hostContractDocument();
    expect(info.description).toContain(toSign);
    expect(info.description).toContain(`x-push-signature: ${signature}`);
  });
});
