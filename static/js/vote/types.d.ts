// Types of the voter's page.

/** What the server tells about the round; the rest of its answer is in ballots/views/voting.py. */
export interface Status {
  state: string;
  paused: boolean;
  restored: boolean;
  issued: boolean;
  issuing: boolean;
  casting: boolean;
  fingerprint: string;
}

/** What this browser keeps of the ballot: the step of the pending one, its receipt, or why there is none. */
export interface Kept {
  pending: 'issue' | 'cast' | null;
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

export interface Decision {
  act: Act;
  code?: string;
}
