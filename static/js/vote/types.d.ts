// Types of the voter's page.

import type { Choice, Election, Inclusion, SealedBallot } from '../protocol/types.js';
import type { requestsOf } from './requests.js';
import type { sealer } from './sealer.js';
import type { ballotOf, marksOf } from './storage.js';

/** What the server tells about the round; the rest of its answer is in ballots/views/voting.py. */
export interface Status {
  /** Only compared with the one before; what the page does follows from `phase`. */
  state: string;
  phase: 'before' | 'during' | 'after' | 'void';
  paused: boolean;
  restored: boolean;
  issued: boolean;
  issuing: boolean;
  casting: boolean;
  fingerprint: string;
}

/** What this browser keeps of the ballot: the step of the pending one, its receipt, or why there is none. */
export interface Kept {
  pending: Step | null;
  hasReceipt: boolean;
  ended: string | null;
}

/** How far the page is. */
export interface Course {
  isReady: boolean;
  isSending: boolean;
  isAway: boolean;
  isBroken: boolean;
  isOver: boolean;
}

export type Act =
  'receipt' | 'end' | 'finish' | 'mark' | 'send' | 'ask' | 'reload' | 'check' | 'paper' | 'nothing';

/** How the election of the page compares with the scanned QR code. */
export type Verdict = 'by_eye' | 'elsewhere' | 'same' | 'different' | 'unreadable' | 'not_locked';

export interface Decision {
  act: Act;
  code?: string;
}

export type NoticeKind = 'info' | 'success' | 'warning' | 'danger';

export interface Link {
  href: string;
  text: string;
  target?: string;
}

/** [kind, title, text]. */
export type Notice = [NoticeKind, string, string];

/** What an ending is told from; `status` is that of HTTP. */
export interface Ending {
  code?: string;
  status?: number;
  message?: string;
}

/** 'blank': the box refused the ballot; the blank ballot is filled again. */
export type Step = 'issue' | 'cast' | 'blank';

interface OnItsWay {
  body: Uint8Array;
  signature: Uint8Array;
  hash: Uint8Array;
  secret: Uint8Array;
  blinded: Uint8Array;
}

/** A sealed ballot with the secret of its credential. */
export type OwnBallot = SealedBallot & { credentialSecret: Uint8Array };

/** A sealed ballot before its token is issued. */
export type Sealed = OnItsWay & { step: 'issue'; credential: string; blind: Uint8Array };

/** A sealed ballot with its token. */
export type Issued = OnItsWay & { step: 'cast'; token: Uint8Array };

/** A token without a ballot. */
export type Blank = { step: 'blank' } & Record<'secret' | 'token' | 'blinded', Uint8Array>;

export type Pending = Sealed | Issued | Blank;

/** What sending needs; `tell` is called before every try. */
export interface Way {
  api: Requests;
  keys: Keys;
  keeping: Keeping;
  tell: (progress: { step: Step; attempt: number }) => void;
  isRestored: boolean;
}

/** What delivering needs besides; `sealer` is missing on a page that was opened to send a kept ballot. */
export type Delivery = Way & { marks: Marks; sealer: Sealer; slot: string; onSealedAgain: () => void };

/** What is needed to put a ballot back. */
export type Spare = Record<'body' | 'signature' | 'token' | 'blinded', Uint8Array>;

/** The public keys of the manifest. */
export type Keys = Election & { tokenKey: Uint8Array; receiptKey: Uint8Array };

/** The answer of the box about one ballot. */
export interface Found {
  in_box: boolean;
  fingerprint: string;
  inclusion: Inclusion<string>;
  /** null while it is not known. */
  counted: boolean | null;
  /** The protocol's code for a ballot that is not counted. */
  reason: string;
}

/** An opened ballot as the seal worker returns it. */
export type Opened = SealedBallot & { seed: Uint8Array; choices: Choice[]; same: boolean };

/** The fields that a second device is given. */
export interface Trial {
  election: Uint8Array;
  credential: Uint8Array;
  seed: Uint8Array;
  signature: Uint8Array;
  hash: Uint8Array;
  choices: Choice[];
}

/** A paper of a dossier, as in the frozen list (docs/protocol.md §2.2). */
export interface Paper {
  date: string;
  document: number;
  hash: string;
  kind: string;
  name: string;
}

/** A matter to clarify, as in the frozen list; days are ISO 8601, `answered` is "" without an answer. */
export interface Matter {
  answer: string;
  answered: string;
  date: string;
  kind: 'matter';
  matter: string;
  text: string;
}

/** `list` is the text under the hash; `frozen` is the hash of the server, for the time before the box is locked. */
export interface PapersOfLine {
  salt: string;
  list: string;
  frozen: string;
  supplements: (Paper | Matter)[];
}

/** The papers of all lines in ballot order; `address` is that of document 0. */
export interface PapersOfRound {
  address: string;
  kinds: Record<string, string>;
  lines: PapersOfLine[];
}

export type Requests = ReturnType<typeof requestsOf>;
export type Marks = ReturnType<typeof marksOf>;
export type Keeping = ReturnType<typeof ballotOf>;
export type Sealer = ReturnType<typeof sealer>;

/** What the paper on the screen asks of the page. */
export interface PaperActs {
  mark: (line: number, choice: Choice) => void;
  cast: () => void;
  commit: () => void;
  openTrial: (region: Element, levels: string[], names: string[]) => Promise<unknown>;
}
