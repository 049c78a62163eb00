import { z } from 'zod';
import { SIGNATURE_HEADERS } from '#kernel';
import { CONTRACT_EXAMPLES as examples } from './examples';
import { HOST_CONTRACT_PREFIX, LOOKUP_LIMIT, RULE_PAGE_LIMIT } from './host-contract';
import {
  hostErrorSchema,
  hostPageDetailSchema,
  hostPageSchema,
  hostProjectSchema,
  hostRuleSchema,
  hostSignInSchema,
  hostUnitSchema,
  hostUserSchema,
  itemsOf,
  noticeReplySchema,
  noticeSchema,
  pageOf,
  pageProblemSchema,
  pageSnapshotSchema,
  rulePeopleSchema,
  viewerGroupsSchema,
} from './schemas';
import { signatureGuide } from './signature-guide';

type Json = Record<string, unknown>;

const SCHEMAS = {
  HostUser: hostUserSchema,
  HostUserPage: pageOf(hostUserSchema),
  HostUserList: itemsOf(hostUserSchema),
  HostUnit: hostUnitSchema,
  HostUnitList: itemsOf(hostUnitSchema),
  HostProject: hostProjectSchema,
  HostProjectList: itemsOf(hostProjectSchema),
  HostPage: hostPageSchema,
  HostPageDetail: hostPageDetailSchema,
  HostPagePage: pageOf(hostPageSchema),
  PageSnapshot: pageSnapshotSchema,
  HostRule: hostRuleSchema,
  HostRuleList: itemsOf(hostRuleSchema),
  RulePeople: rulePeopleSchema,
  ViewerGroups: viewerGroupsSchema,
  SignIn: hostSignInSchema,
  Notice: noticeSchema,
  NoticeReply: noticeReplySchema,
  PageProblem: pageProblemSchema,
  Error: hostErrorSchema,
} satisfies Record<string, z.ZodType>;

type SchemaName = keyof typeof SCHEMAS;

const schemaRef = (name: SchemaName): Json => ({ $ref: `#/components/schemas/${name}` });

function schemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [name, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id: name });
  const made = z.toJSONSchema(registry, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      // The pattern of a date-time is 300 characters that nobody reads; the format says the same.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  }).schemas;
  return Object.fromEntries(Object.entries(made).map(([name, { $schema: _draft, $id: _id, ...schema }]) => [name, schema]));
}

const json = (schema: Json, example?: unknown): Json => ({ 'application/json': { schema, ...(example !== undefined && { example }) } });

const answer = (description: string, name: SchemaName, example: unknown): Json => ({ description, content: json(schemaRef(name), example) });

const pathParameter = (name: string): Json => ({ name, in: 'path', required: true, schema: { type: 'string', maxLength: 128 } });

const queryParameter = (name: string, description: string): Json => ({ name, in: 'query', description, schema: { type: 'string' } });

const pagingUpTo = (maximum: number): Json[] => [
  queryParameter('cursor', '`nextCursor` of the page before; absent for the first page.'),
  { name: 'limit', in: 'query', required: true, description: 'Items at most.', schema: { type: 'integer', minimum: 1, maximum } },
];

const paging = pagingUpTo(200);

const page = [pathParameter('projectId'), pathParameter('pageId')];

const idList = (name: string, more: Json = {}): Json => ({
  type: 'object',
  required: [name],
  properties: { ...more, [name]: { type: 'array', minItems: 1, maxItems: LOOKUP_LIMIT, items: { type: 'string', maxLength: 128 } } },
});

/** Filters of a page that are set. Absent when there are none, so that a host without filters need not know of them. */
const filterChoices: Json = {
  type: 'array',
  maxItems: 50,
  description: "Filters that are set, each as the page offers it; absent when none is: then the page's own hold. Refuse with 400 what you do not offer.",
  items: {
    type: 'object',
    required: ['id', 'values'],
    properties: { id: { type: 'string', maxLength: 128 }, values: { type: 'array', minItems: 1, maxItems: 1000, items: { type: 'string', maxLength: 256 } } },
  },
};

const body = (schema: Json, example: unknown): Json => ({ required: true, content: json(schema, example) });

interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  parameters?: Json[];
  requestBody?: Json;
  ok: Json;
  errors?: Json;
}

function operation({ operationId, summary, description, parameters = [], requestBody, ok, errors = {} }: Operation): Json {
  const unsigned = { description: 'The signature is missing or wrong.', content: json(schemaRef('Error'), { code: 'BAD_SIGNATURE', message: 'The signature is wrong' }) };
  return {
    operationId,
    summary,
    ...(description !== undefined && { description }),
    parameters: [{ $ref: '#/components/parameters/tenant' }, { $ref: '#/components/parameters/timestamp' }, ...parameters],
    ...(requestBody && { requestBody }),
    responses: { 200: ok, 401: unsigned, ...errors },
  };
}

const pageErrors = (...problems: string[]): Json => ({
  404: answer('There is no such page.', 'PageProblem', { code: 'PAGE_NOT_AVAILABLE', problem: 'not_found', message: '页面不存在' }),
  ...(problems.length > 0 && {
    409: answer(`\`problem\` is one of: ${problems.join(', ')}.`, 'PageProblem', { code: 'PAGE_NOT_AVAILABLE', problem: problems[0], message: '页面未发布' }),
  }),
});

function paths(): Json {
  const userFilters = [
    queryParameter('query', 'Part of name or account, ignoring case.'),
    queryParameter('groupId', 'Members of this group only.'),
    queryParameter('departmentId', 'Members of this department only; whether also those of departments under it is up to you.'),
  ];
  const pagePath = '/projects/{projectId}/pages/{pageId}';
  const operations: Record<string, Json> = {
    '/users': {
      get: operation({
        operationId: 'listUsers',
        summary: 'People, page by page',
        description: 'In a stable order. All filters given must hold.',
        parameters: [...userFilters, ...paging],
        ok: answer('People.', 'HostUserPage', { items: [examples.user], nextCursor: 'u1' }),
      }),
    },
    '/users/lookup': {
      post: operation({
        operationId: 'findUsers',
        summary: 'People by id',
        description: 'Unknown ids are left out of the answer.',
        requestBody: body(idList('ids'), { ids: ['u1', 'u2'] }),
        ok: answer('People, in any order.', 'HostUserList', { items: [examples.user] }),
      }),
    },
    '/groups': {
      get: operation({ operationId: 'listGroups', summary: 'All groups', ok: answer('Groups.', 'HostUnitList', { items: [{ id: 'g-daily', name: '日报订阅' }] }) }),
    },
    '/departments': {
      get: operation({ operationId: 'listDepartments', summary: 'All departments', ok: answer('Departments.', 'HostUnitList', { items: [examples.unit] }) }),
    },
    '/projects': {
      get: operation({ operationId: 'listProjects', summary: 'All projects', ok: answer('Projects.', 'HostProjectList', { items: [examples.project] }) }),
    },
    '/projects/{projectId}/pages': {
      get: operation({
        operationId: 'listPages',
        summary: 'Pages of a project, page by page',
        description: 'Published or not, in a stable order. An unknown project has none.',
        parameters: [pathParameter('projectId'), queryParameter('query', 'Part of the title, ignoring case.'), ...paging],
        ok: answer('Pages.', 'HostPagePage', { items: [examples.page] }),
      }),
    },
    [pagePath]: {
      get: operation({ operationId: 'getPage', summary: 'A page, published or not, with what may be chosen of it', parameters: page, ok: answer('The page.', 'HostPageDetail', examples.pageDetail), errors: pageErrors() }),
    },
    [`${pagePath}/viewer-groups`]: {
      post: operation({
        operationId: 'groupViewers',
        summary: 'Who would see the same content',
        description:
          'People of one group share a message, made from the snapshot of one of them: never put two people into one group who would see different rows. ' +
          'One group of its own for each person is right as well, only slower.',
        parameters: page,
        requestBody: body(idList('viewerIds', { filters: filterChoices }), { viewerIds: ['u1', 'u2', 'u3', 'u4'] }),
        ok: answer('Every viewer, once.', 'ViewerGroups', examples.viewerGroups),
        errors: pageErrors('not_published'),
      }),
    },
    [`${pagePath}/snapshot`]: {
      post: operation({
        operationId: 'takeSnapshot',
        summary: 'A page with its data, as one viewer sees it now',
        description: 'Row-level rights of the viewer apply, and the filters that are set; `page.url` may lead to the page with these filters. A chart that cannot be made is `failed` in the answer, not an error. Answer within 30 seconds.',
        parameters: page,
        requestBody: body(
          {
            type: 'object',
            required: ['viewerId', 'language'],
            properties: {
              viewerId: { type: 'string', maxLength: 128 },
              language: { type: 'string', description: 'BCP 47. Titles come in this language where you have it.' },
              filters: filterChoices,
            },
          },
          { viewerId: 'u1', language: 'zh-CN', filters: [{ id: 'region', values: ['east'] }] },
        ),
        ok: answer('The page.', 'PageSnapshot', examples.snapshot),
        errors: pageErrors('not_published', 'sharing_off', 'no_right'),
      }),
    },
    '/notices': {
      post: operation({
        operationId: 'notify',
        summary: 'Tells people something that is meant for each of them alone',
        description:
          'Needed only where people are to be asked to bind their WeCom account; answer 404 otherwise. Pass each notice on to its person by a channel of yours, such as an ' +
          'inbox or e-mail, and to nobody else: whoever opens `url` acts for that person. A notice whose `id` came before is passed on once.',
        requestBody: body(
          {
            type: 'object',
            required: ['notices'],
            properties: {
              notices: { type: 'array', minItems: 1, maxItems: 200, items: schemaRef('Notice') },
            },
          },
          { notices: [examples.notice] },
        ),
        ok: answer('Who is not told.', 'NoticeReply', examples.noticeReply),
      }),
    },
    '/projects/{projectId}/rules': {
      get: operation({
        operationId: 'listRules',
        summary: 'Queries of a project whose results name people',
        description: 'For pushes whose recipients come from the data. A host that has no such thing answers 404, or with an empty list.',
        parameters: [pathParameter('projectId')],
        ok: answer('Rules.', 'HostRuleList', { items: [examples.rule] }),
      }),
    },
    '/projects/{projectId}/rules/{ruleId}/people': {
      get: operation({
        operationId: 'peopleOfRule',
        summary: 'Whom a rule names now',
        description: 'Asked at each push. Each person once, in a stable order; nobody is a good answer, and nothing is sent then. Whether they may see the page is asked as ever.',
        parameters: [pathParameter('projectId'), pathParameter('ruleId'), queryParameter('column', 'One of the columns of the rule; absent: the first, or the only one.'), ...pagingUpTo(RULE_PAGE_LIMIT)],
        ok: answer('People.', 'RulePeople', { items: ['u1', 'u2'], nextCursor: 'u2' }),
        errors: { 404: answer('There is no such rule, or it has no such column.', 'Error', { code: 'RULE_NOT_FOUND', message: '规则不存在' }) },
      }),
    },
    '/sign-in': {
      post: operation({
        operationId: 'signIn',
        summary: 'Whose account and password these are',
        description:
          'Needed only where people sign in to the push console with the account of the BI; answer 404 otherwise. Refuse an account that is not of the tenant in ' +
          `\`${SIGNATURE_HEADERS.tenant}\`, and slow down guessing: nobody else does.`,
        requestBody: body(
          {
            type: 'object',
            required: ['account', 'password'],
            properties: { account: { type: 'string', maxLength: 256 }, password: { type: 'string', maxLength: 256, format: 'password' } },
          },
          { account: 'zhangwei', password: '…' },
        ),
        ok: answer('The person.', 'SignIn', examples.signIn),
        errors: {
          401: answer('`WRONG_CREDENTIALS`, or the signature is wrong.', 'Error', { code: 'WRONG_CREDENTIALS', message: '账号或密码错误' }),
          429: answer('Too many wrong passwords for this account: nothing is checked for a while.', 'Error', { code: 'TOO_MANY_ATTEMPTS', message: '密码错误次数过多，请稍后再试' }),
        },
      }),
    },
  };
  return Object.fromEntries(Object.entries(operations).map(([path, item]) => [HOST_CONTRACT_PREFIX + path, item]));
}

const INTRODUCTION = `What a BI host answers so that its reports can be pushed into WeCom. We call, the host answers; it never calls us.

- JSON in UTF-8, both ways. Unknown fields are ignored, both ways. An optional field may be absent or null.
- Answer within 10 seconds (a snapshot, and the people of a rule: 30) and with at most 20 MiB. What takes longer counts as no answer and is tried again later. All calls but \`POST /notices\` only read: a repeat does no harm.
- \`${SIGNATURE_HEADERS.tenant}\` names the tenant. A host that serves several answers with this one's things only; a host that serves one may ignore it, except at sign-in.
- Lists that may be long come page by page: answer with \`nextCursor\` while there is more. The cursor is yours; it comes back as it was.
- An error has a status of 400 or more and \`{ "code", "message" }\`. Status 500 or more means that a later try may work.`;

export interface HostContractDocument {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: Json[];
  security: Json[];
  paths: Json;
  components: Record<'securitySchemes' | 'parameters' | 'schemas', Json>;
}

/** The HTTP host contract as an OpenAPI 3.1 document, made from the schemas with which answers are read. */
export function hostContractDocument(): HostContractDocument {
  return {
    openapi: '3.1.0',
    info: { title: 'HTTP host contract', version: '1.0.0', description: `${INTRODUCTION}\n\n${signatureGuide()}` },
    servers: [{ url: 'https://bi.example.com' }],
    security: [{ signature: [] }],
    paths: paths(),
    components: {
      securitySchemes: {
        signature: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADERS.signature, description: '`v1=` and 64 hex digits; see Signature.' },
      },
      parameters: {
        tenant: { name: SIGNATURE_HEADERS.tenant, in: 'header', required: true, schema: { type: 'string', maxLength: 128 }, example: 'default' },
        timestamp: {
          name: SIGNATURE_HEADERS.timestamp,
          in: 'header',
          required: true,
          description: 'Unix time in seconds.',
          schema: { type: 'string', pattern: '^\\d{1,12}$' },
          example: '1772413200',
        },
      },
      schemas: schemas(),
    },
  };
}
