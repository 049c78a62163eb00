import type { Clock } from '#kernel';
import type { App } from './app';
import { CallbackSender, type CallbackTransport } from './callbacks/callback-sender';
import { Events } from './callbacks/events';
import { Corp, type CorpData, type Member } from './corp';
import { Faults, type Fault } from './faults';
import { Journal } from './journal';
import { DEFAULT_LIMITS, FrequencyLimits, type LimitSettings } from './limits';
import { LiveFeed } from './live-feed';
import { Media, type MediaData } from './media';
import { DEFAULT_BOUNDS, Messages, type MessageBounds, type MessagesData } from './messages';
import { OAuth } from './oauth';
import { Robots } from './robots';
import { Suites, type SuitesData } from './suites';
import { Tokens, type Token } from './tokens';

export interface SeedData {
  corps: CorpData[];
  suites: SuitesData;
}

export interface PlatformOptions {
  clock: Clock;
  transport: CallbackTransport;
  /** Gives a fresh copy of the state that the platform starts with and `reset` comes back to. */
  seed: () => SeedData;
  bounds?: Partial<MessageBounds>;
  journalLimit?: number;
}

const JOURNAL_KEEPS = 10_000;
/** A snapshot holds the newest only: it must be written in a moment. */
const SNAPSHOT_KEEPS = { messages: 5000, deliveries: 100_000, countedPairs: 200_000, journal: 500, mediaBytes: 16 * 1024 * 1024 };
const SNAPSHOT_VERSION = 1;

export interface PlatformSnapshot extends SeedData {
  version: number;
  lastMemberNo: number;
  tokens: Token[];
  limits: LimitSettings;
  windows: ReturnType<FrequencyLimits['snapshot']>;
  media: MediaData[];
  messages: MessagesData;
  journal: ReturnType<Journal['snapshot']>;
  faults: Fault[];
  oauth: ReturnType<OAuth['snapshot']>;
}

/** The whole platform, in memory. */
export class Platform {
  readonly feed = new LiveFeed();
  readonly callbacks: CallbackSender;
  readonly events: Events;
  corps: Map<string, Corp>;
  tokens: Tokens;
  frequency: FrequencyLimits;
  media: Media;
  messages: Messages;
  robots: Robots;
  journal: Journal;
  faults: Faults;
  oauth: OAuth;
  suites: Suites;
  /** Grows whenever something may have changed: what was written down before is old then. */
  changes = 0;
  private members: Map<number, Member>;
  private lastMemberNo: number;

  constructor(private readonly options: PlatformOptions) {
    this.callbacks = new CallbackSender(options.transport, this.now, () => this.faults, () => this.limits.callbackRetryMs);
    this.events = new Events(this, this.callbacks);
    this.reset();
  }

  /** Milliseconds of the platform's clock. */
  readonly now = (): number => this.options.clock.now().getTime();

  get limits(): LimitSettings {
    return this.frequency.settings;
  }

  touch(): void {
    this.changes += 1;
  }

  /** Forgets everything and starts again from the seed. */
  reset(): void {
    this.begin(this.options.seed(), { ...DEFAULT_LIMITS });
  }

  /** Forgets what was sent, counted and written down; corps, tokens, limits and faults stay. */
  resetMessages(): void {
    this.messages = new Messages(this.frequency, this.media, this.feed, this.now, { ...DEFAULT_BOUNDS, ...this.options.bounds });
    this.robots = new Robots(() => this.corps.values(), this.frequency, this.media, this.messages);
    this.journal = new Journal(this.options.journalLimit ?? JOURNAL_KEEPS);
    this.callbacks.clear();
  }

  addCorp(data: CorpData): Corp {
    const corp = new Corp(data, (member) => this.numberMember(member));
    this.corps.set(corp.corpId, corp);
    return corp;
  }

  /** Plaintext CorpIDs ignore case. */
  corp(corpId: string): Corp | undefined {
    const found = this.corps.get(corpId);
    if (found) return found;
    const key = corpId.toLowerCase();
    return [...this.corps.values()].find((corp) => corp.corpId.toLowerCase() === key);
  }

  app(corpId: string, agentId: number): App | undefined {
    return this.corp(corpId)?.apps.get(agentId);
  }

  /** The app of a suite, or any app of a corp, whose sign-in addresses may point at `domain` (host with port). */
  appTrusting(apps: Iterable<App>, domain: string): App | undefined {
    for (const app of apps) if (app.data.trustedDomains?.includes(domain)) return app;
    return undefined;
  }

  /** Apps that corps have of this suite or template. */
  appsOfSuite(suiteId: string): App[] {
    return [...this.corps.values()].flatMap((corp) => [...corp.apps.values()].filter((app) => app.data.suiteId === suiteId));
  }

  memberByNo(no: number): Member | undefined {
    return this.members.get(no);
  }

  snapshot(): PlatformSnapshot {
    return {
      version: SNAPSHOT_VERSION,
      lastMemberNo: this.lastMemberNo,
      corps: [...this.corps.values()].map((corp) => corp.snapshot()),
      suites: this.suites.snapshot(),
      tokens: this.tokens.snapshot(),
      limits: this.limits,
      windows: this.frequency.snapshot(),
      media: this.media.snapshot(SNAPSHOT_KEEPS.mediaBytes),
      messages: this.messages.snapshot(SNAPSHOT_KEEPS),
      journal: this.journal.snapshot(SNAPSHOT_KEEPS.journal),
      faults: this.faults.list,
      oauth: this.oauth.snapshot(),
    };
  }

  /** @returns false when the snapshot is of another version: then nothing is changed */
  restore(data: PlatformSnapshot): boolean {
    if (data.version !== SNAPSHOT_VERSION) return false;
    this.begin(data, { ...DEFAULT_LIMITS, ...data.limits });
    this.lastMemberNo = data.lastMemberNo;
    this.tokens.restore(data.tokens);
    this.frequency.restore(data.windows);
    this.media.restore(data.media);
    this.messages.restore(data.messages, (no) => this.members.get(no));
    this.journal.restore(data.journal);
    this.faults.restore(data.faults);
    this.oauth.restore(data.oauth);
    return true;
  }

  private begin({ corps, suites }: SeedData, limits: LimitSettings): void {
    this.corps = new Map();
    this.members = new Map();
    this.lastMemberNo = 0;
    this.tokens = new Tokens(this.now);
    this.frequency = new FrequencyLimits(limits, this.now);
    this.media = new Media(this.now);
    this.faults = new Faults();
    this.oauth = new OAuth(this.now);
    this.suites = new Suites(suites, this.now);
    this.resetMessages();
    for (const corp of corps) this.addCorp(corp);
  }

  private numberMember(member: Member): void {
    if (member.no === 0) member.no = this.lastMemberNo + 1;
    this.lastMemberNo = Math.max(this.lastMemberNo, member.no);
    this.members.set(member.no, member);
  }
}
