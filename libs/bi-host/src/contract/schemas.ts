import { z } from 'zod';
import { FILTER_KINDS, type ChartSnapshot, type HostFilter, type HostPage, type HostPageDetail, type HostProject, type HostRule, type PageSnapshot, type ViewerGroups } from '../domain/host-content';
import type { HostUnit, HostUser } from '../domain/host-user';
import type { HostNotice } from '../domain/host-notice';
import type { HostSignIn } from '../domain/host-sign-in';

// Unknown fields are dropped. An optional field may be null as well: serializers of several languages write it so.
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined).optional();

const id = z.string().min(1).max(128);
const title = z.string().max(512);

export const hostUserSchema = z
  .object({
    id: id.meta({ description: "The host's id of the person. Never given to another person." }),
    name: z.string().max(256).meta({ description: 'As colleagues know the person.' }),
    account: z.string().max(256).meta({ description: 'What the person signs in with at the host.' }),
    email: optional(z.string().max(256)).meta({ description: 'For matching with WeCom accounts.' }),
    mobile: optional(z.string().max(64)).meta({ description: 'For matching with WeCom accounts.' }),
    departmentIds: z.array(id),
    groupIds: z.array(id),
    active: z.boolean().meta({ description: 'False for people who left or are locked: they receive nothing.' }),
  })
  .meta({ description: 'A person of the host.' }) satisfies z.ZodType<HostUser>;

export const hostUnitSchema = z
  .object({ id, name: title, parentId: optional(id).meta({ description: 'Of a department that is part of another. A group has none.' }) })
  .meta({ description: 'A department or a group.' }) satisfies z.ZodType<HostUnit>;

export const hostProjectSchema = z.object({ id, name: title }).meta({ description: 'A project: pages, and roles of people.' }) satisfies z.ZodType<HostProject>;

export const hostPageSchema = z
  .object({
    id,
    projectId: id,
    title,
    published: z.boolean().meta({ description: 'Only a published page may be pushed.' }),
    sharing: z.boolean().meta({ description: 'Whether people may open the page by its link.' }),
    url: z.url({ protocol: /^https?$/ }).max(2000).meta({ description: 'Absolute address of the page, for a person with a phone. An empty parameter `push_user` in it asks who opens the page: a link that counts opens puts in the id of the user it was made for, which proves nothing, because links can be passed on; any other link leaves it empty.' }),
  })
  .meta({ description: 'A page (dashboard).' }) satisfies z.ZodType<HostPage>;

export const hostFilterSchema = z
  .object({
    id,
    title,
    kind: z.enum(FILTER_KINDS).meta({ description: 'A `choice` takes one of `values`; the others take what people write as well: a `date` as YYYY-MM-DD, a `number` in digits.' }),
    multiple: optional(z.boolean()).transform((value) => value ?? false).meta({ description: 'Whether it takes several values at once. Default: false.' }),
    values: optional(z.array(z.object({ value: z.string().min(1).max(256), title })).max(1000)).meta({
      description: 'What may be chosen. A `date` may offer words such as `yesterday` or `this-month`: you get them as they are at each snapshot, and make days of them then.',
    }),
  })
  .superRefine((filter, context) => {
    if (filter.kind === 'choice' && !filter.values?.length) context.addIssue({ code: 'custom', path: ['values'], message: 'a choice offers values' });
  })
  .meta({ description: 'A filter that a page offers.' }) satisfies z.ZodType<HostFilter>;

const chartKind = z.enum(['number', 'table', 'line', 'bar']);

export const hostPageDetailSchema = hostPageSchema
  .extend({
    filters: optional(z.array(hostFilterSchema).max(50)).meta({ description: 'Filters that may be set. Absent: none.' }),
    charts: optional(z.array(z.object({ id, title, kind: chartKind })).max(100)).meta({ description: 'What may be chosen, without data. Absent: a choice of charts is not checked before a push.' }),
  })
  .meta({ description: 'A page with what may be chosen of it.' }) satisfies z.ZodType<HostPageDetail>;

const chartColumnSchema = z.object({
  key: z.string().max(256),
  title,
  type: z.enum(['text', 'number', 'percent', 'date', 'datetime']).meta({
    description: 'A `percent` is a fraction: 0.123 is shown as 12.3 %. A `date` is YYYY-MM-DD, a `datetime` ISO 8601 with zone, both as strings.',
  }),
  unit: optional(z.string().max(32)).meta({ description: 'Such as 元 or kWh.' }),
});

export const chartSnapshotSchema = z
  .object({
    id,
    title,
    kind: chartKind,
    state: z.enum(['ok', 'partly_empty', 'empty', 'failed']).meta({
      description: '`partly_empty`: rows are there, but cells or series that should hold data do not. `failed`: the data could not be had; the other charts still can.',
    }),
    reason: optional(z.string()).meta({ description: 'Why the chart is failed or empty, for people.' }),
    columns: z.array(chartColumnSchema).max(100).meta({
      description: 'The first column is the dimension of a line or bar. A `number` chart has one row; its first number column is the figure.',
    }),
    rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))).max(1000).meta({ description: 'At most 1000 rows, each as long as `columns`.' }),
    totalRows: optional(z.int().min(0)).meta({ description: 'Rows there are in all, if more than were given.' }),
  })
  .superRefine((chart, context) => {
    const wrong = chart.rows.findIndex((row) => row.length !== chart.columns.length);
    if (wrong >= 0) context.addIssue({ code: 'custom', path: ['rows', wrong], message: 'the row is not as long as `columns`' });
  })
  .meta({ description: 'A chart with its data.' }) satisfies z.ZodType<ChartSnapshot>;

export const pageSnapshotSchema = z
  .object({
    page: hostPageSchema,
    dataTime: z.iso.datetime({ offset: true }).nullable().meta({ description: 'When the newest data of the page is from: ISO 8601 with zone; null when unknown.' }),
    filters: z.array(z.object({ name: title, value: z.string() })).max(100).meta({ description: 'Filters in force, for people: those that were asked for and your own.' }),
    charts: z.array(chartSnapshotSchema).max(100),
  })
  .meta({ description: 'A page as one viewer sees it at one moment.' }) satisfies z.ZodType<PageSnapshot>;

export const hostRuleSchema = z
  .object({
    id,
    title,
    columns: optional(z.array(z.object({ key: z.string().min(1).max(128), title })).min(1).max(20)).meta({ description: 'Columns of the result that hold people, where there are several to choose from.' }),
  })
  .meta({ description: 'A query whose result names people, such as the managers of shops below target.' }) satisfies z.ZodType<HostRule>;

/** One page of the people of a rule. */
export const rulePeopleSchema = z.object({
  items: z.array(id).max(1000).meta({ description: 'Ids of people, as in `HostUser.id`.' }),
  nextCursor: optional(z.string().max(2000)).meta({ description: 'Comes back as `cursor` to get the next page. Absent on the last one.' }),
});

export const viewerGroupsSchema = z
  .object({
    groups: z
      .array(
        z.object({
          contentKey: z.string().min(1).max(256).meta({
            description: 'Equal keys, equal content: make it of what decides the rows, such as a hash of the row filter. The same in all calls.',
          }),
          viewerIds: z.array(id),
        }),
      )
      .meta({ description: 'People of one group share a message.' }),
    denied: z.array(z.object({ viewerId: id, reason: z.string().meta({ description: 'For people.' }) })).meta({ description: 'Who may not see the page, or is unknown.' }),
  })
  .meta({ description: 'Each viewer that was asked for, exactly once.' }) satisfies z.ZodType<ViewerGroups>;

export const hostSignInSchema = z
  .object({
    userId: id,
    name: z.string().max(256),
    administrator: z.boolean().meta({ description: 'May authorize WeCom, bind people, and do everything in every project.' }),
    projectRoles: z
      .record(id, z.enum(['editor', 'viewer']))
      .refine((roles) => Object.keys(roles).length <= 200, 'more than 200 projects')
      .meta({ description: 'Project id to role: an editor makes push tasks, a viewer sees records. At most 200; leave it empty for an administrator.' }),
  })
  .meta({ description: 'Who signed in.' }) satisfies z.ZodType<HostSignIn>;

export const noticeSchema = z
  .object({
    id: z.uuid().meta({ description: 'One that came before is passed on once.' }),
    userId: id,
    kind: z.literal('ask_to_bind').meta({ description: 'Other kinds may come later: pass them on as well.' }),
    url: z.url({ protocol: /^https?$/ }).max(2000).meta({ description: 'Where the person goes. Whoever has it acts for that person.' }),
    text: z.string().max(500).meta({ description: 'For the person, one sentence, in the language of who asked.' }),
  })
  .meta({ description: 'Something to tell one person.' }) satisfies z.ZodType<HostNotice>;

export const noticeReplySchema = z
  .object({
    refused: z.array(z.object({ userId: id, reason: z.string().max(500).meta({ description: 'For whoever asked.' }) })).max(200).meta({ description: 'People whom you do not tell; the others are told.' }),
  })
  .meta({ description: 'What becomes of notices.' });

/** A list that is given whole. */
export const itemsOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

/** A list that is given page by page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: optional(z.string().max(2000)).meta({ description: 'Comes back as `cursor` to get the next page. Absent on the last one.' }) });

export const pageProblemSchema = z
  .object({
    code: z.literal('PAGE_NOT_AVAILABLE'),
    problem: z.enum(['not_found', 'not_published', 'sharing_off', 'no_right']),
    message: optional(z.string()).meta({ description: 'For people.' }),
  })
  .meta({ description: 'The page cannot be shown, and a retry does not help.' });

export const hostErrorSchema = z
  .object({ code: z.string(), message: optional(z.string()).meta({ description: 'For people: what is wrong and what to do about it.' }) })
  .meta({ description: 'Any other error.' });
