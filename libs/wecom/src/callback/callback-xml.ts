import { createHash } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { CallbackRejectedError } from './callback.errors';

/** More than any callback needs; the HTTP body limit of a callback route. */
export const MAX_CALLBACK_BYTES = 256 * 1024;

// Values stay text: MsgId is a 64-bit number that a JavaScript number would round. Entities are not expanded.
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false });

export interface CallbackEnvelope {
  /** CorpID, or SuiteID for instructions; not to be trusted before the signature is checked. */
  toUserName: string;
  /** Empty for suites. */
  agentId: string;
  encrypt: string;
}

/** What stands in a decrypted callback. */
export interface CallbackMessage {
  /**
   * What it is: `suite_ticket`, `create_auth` … for suites, `text`, `image` … for messages of members, `event/subscribe`,
   * `event/template_card_event`, `event/change_contact/update_user` … for events.
   */
  kind: string;
  /** All fields with a simple value, as text and under WeCom's names. */
  fields: Readonly<Record<string, string>>;
  /** What was chosen on a card. */
  selectedItems: readonly { questionKey: string; optionIds: readonly string[] }[];
  /**
   * The same for every delivery of the same callback: WeCom repeats what is not answered in time. By MsgId for messages; by
   * the whole text for events, since two different ones may bear the same second.
   */
  repeatKey: string;
}

/**
 * The outer XML of a POST.
 * @throws CallbackRejectedError (`xml`) when it is malformed, too large, declares a document type, or lacks `Encrypt`
 */
export function parseEnvelope(body: string): CallbackEnvelope {
  const { fields } = parseXml(body);
  if (!fields.Encrypt) throw new CallbackRejectedError('xml');
  return { toUserName: fields.ToUserName ?? '', agentId: fields.AgentID ?? '', encrypt: fields.Encrypt };
}

/**
 * The decrypted XML.
 * @throws CallbackRejectedError (`xml`)
 */
export function parseCallbackMessage(xml: string): CallbackMessage {
  const { fields, root } = parseXml(xml);
  const kind = fields.InfoType ?? (fields.MsgType === 'event' ? ['event', fields.Event, fields.ChangeType].filter(Boolean).join('/') : fields.MsgType);
  if (!kind) throw new CallbackRejectedError('xml');
  const repeatKey = fields.MsgId ? `msg:${fields.MsgId}` : `sha256:${createHash('sha256').update(xml).digest('hex')}`;
  return { kind, fields, selectedItems: selectedItemsOf(root), repeatKey };
}

type XmlNode = Record<string, unknown>;

function parseXml(xml: string): { fields: Record<string, string>; root: XmlNode } {
  if (Buffer.byteLength(xml) > MAX_CALLBACK_BYTES || declaresType(xml) || XMLValidator.validate(xml) !== true) throw new CallbackRejectedError('xml');
  const root = rootOf(xml);
  const fields = Object.fromEntries(Object.entries(root).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  return { fields, root };
}

function rootOf(xml: string): XmlNode {
  try {
    const { xml: root } = parser.parse(xml) as { xml?: unknown };
    if (typeof root === 'object' && root !== null && !Array.isArray(root)) return root as XmlNode;
  } catch (error) {
    throw new CallbackRejectedError('xml', error);
  }
  throw new CallbackRejectedError('xml');
}

/** A member may write "<!DOCTYPE" in a message; outside CDATA it has no business. */
function declaresType(xml: string): boolean {
  return /<!(?:DOCTYPE|ENTITY)/i.test(xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, ''));
}

function selectedItemsOf(root: XmlNode): CallbackMessage['selectedItems'] {
  return listAt(root, 'SelectedItems', 'SelectedItem').map((item) => ({
    questionKey: textOf((item as XmlNode).QuestionKey),
    optionIds: listAt(item as XmlNode, 'OptionIds', 'OptionId').map(textOf),
  }));
}

/** The elements `name` inside the element `list`; one alone does not come as a list. */
function listAt(node: XmlNode, list: string, name: string): unknown[] {
  const found = (node[list] as XmlNode | undefined)?.[name];
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
