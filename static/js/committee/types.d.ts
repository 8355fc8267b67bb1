// Types of the page of the counting team; the board comes from ballots/committee_page.py.

import type { ElectionManifest, Messages, ServerShare, Sums } from '../protocol/types.js';
import type { Device } from './device.js';
import type { page } from './page.js';

export interface Member {
  index: number;
  name: string;
  role: 'head' | 'member';
}

export interface Ceremony {
  attempt: number;
  config: string;
  configuration: string;
  server: ServerShare;
  messages: Messages;
  manifest: string;
}

/** What the page is for now: `phase_of` in ballots/committee_page.py computes it from the tables of the rounds. */
export type Phase =
  'waiting' | 'locking' | 'locked' | 'voting' | 'opening' | 'minutes' | 'confirmed' | 'void';

export interface Round {
  id: string;
  phase: Phase;
  election: string;
  fingerprint: string;
  zero: string | null;
  min_ballots: number;
  few_ballots: number;
}

export interface Opening {
  /** Whether all issued ballots were found genuine. */
  genuine: boolean;
  /** Why the box must stay closed, in the member's language, or "". */
  stop: string;
  checked: number;
  returned: number | null;
  valid: number | null;
  good: number[];
  bad: [number, string][];
}

/** What the server tells a member: `ceremony` from the first attempt on, `opening` after closing. */
export interface Board {
  round: Round;
  me: Member;
  members: Member[];
  threshold: number;
  ceremony: Ceremony;
  restarts: { event: string; by: string; detail: string }[];
  turnout: Record<'summoned' | 'issued' | 'returned', number> & { present: number | null };
  opening: Opening;
  cards: { late: LateCard[]; reports: { name: string; day: string }[] };
  asked: { content: import('../protocol/types.js').HeadStatement; by: string } | null;
}

/** A login card that was printed after freezing. */
export interface LateCard {
  name: string;
  by: string;
  at: string;
}

/** The frozen configuration, as far as this page reads it. */
export interface Config {
  round: string;
  title: string;
  lines: { position: number; name: string }[];
  levels: Record<'high' | 'confidence' | 'low', string>;
  committee: Member[];
  threshold: number;
  min_ballots: number;
  roll_size: number;
  /** The salted hash of the roll; rounds of an earlier release have none. */
  roll?: string;
}

export type Manifest = ElectionManifest<Config>;

/** The board with every message verified. */
export interface Believed {
  context: import('../protocol/types.js').Context;
  server: ServerShare;
  messages: Messages;
  config: Config;
}

export type Place = 'browser' | 'file' | 'sheet';

/** What this device keeps of a member's part of the key. */
export interface KeyRecord {
  seed: Uint8Array | null;
  kept: Partial<Record<Place, boolean>>;
  ready: boolean;
  pins: Record<string, string>;
  tally?: string;
  share?: string;
}

/** What the answer of the address "sums" holds. */
export interface ToldSums {
  manifest: string;
  token_secret: string;
  fingerprint: string;
  returned: number;
  valid: number;
  sums: string;
  aside: Record<string, string>;
  shares: Record<number, string>;
}

/** The answer of the address "issued": rows of request, answer and proof in hex, and the people without one. */
export interface IssuedRows {
  issued: string[][];
  took_none: Person[];
  present: number;
}

/** A person on the frozen roll. */
export interface Person {
  name: string;
  capacity: string;
}

export interface OwnIssued {
  rows: number;
  tookNone: Person[];
}

/** What this device has counted by itself. */
export interface OwnCount {
  sums: Sums;
  tallyHash: Uint8Array;
  returned: number;
  valid: number;
  fingerprint: string;
  config: Config;
  issued: OwnIssued;
}

/** What the worker says about one ballot; `reason` is empty for a valid one. */
export interface CheckedBallot {
  hash: string;
  credential: string;
  reason: string;
}

/** The minutes as they are signed. */
export interface Minutes {
  version: string;
  code: string;
  zero: { at: string; by: number };
  not_issued: number;
  election: string;
  fingerprint: string;
  round: string;
  title: string;
  summoned: number;
  present: number;
  issued: number;
  returned: number;
  valid: number;
  lines: MinutesLine[];
}

export interface MinutesLine {
  position: number;
  name: string;
  high: number;
  confidence: number;
  low: number;
  blank: number;
}

export interface Statement {
  text: string;
  hash: string;
  signed: number[];
  stated: Minutes;
}

/** Where the member is: the panel, the step the page takes by itself, and what the panel shows. */
export interface Plan {
  panel: string;
  act?: CeremonyStep;
  waiting?: string[];
  why?: string;
  confirmed?: boolean;
  helped?: boolean;
  step?: number;
}

export type CeremonyStep = 'commit' | 'reveal' | 'shares' | 'accept';

export interface View {
  returning?: boolean;
}

export type Page = typeof page;

/** What the plan needs to know of the device. */
export type KnownDevice = Pick<Device, 'seed' | 'isOwner' | 'isUsable' | 'record'>;
