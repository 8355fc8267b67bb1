// Types of the ballot protocol; docs/protocol.md gives their bytes.

import type { ristretto255 } from '@noble/curves/ed25519.js';

export type Point = InstanceType<typeof ristretto255.Point>;

/** A mark: 0 high, 1 confidence, 2 low, null for a line left blank. */
export type Choice = number | null;

export interface Election {
  electionId: Uint8Array;
  Y: Uint8Array;
  nLines: number;
}

/** What sealing needs again and again for one election and one credential. */
export interface Prepared {
  election: Election;
  Y: Point;
  header: Uint8Array;
  prefix: Uint8Array[];
}

export interface SealedBallot {
  body: Uint8Array;
  signature: Uint8Array;
  credential: Uint8Array;
  hash: Uint8Array;
}

export interface Proof {
  points: Point[];
  c0: bigint;
  z0: bigint;
  z1: bigint;
  commitments: Uint8Array;
}

export interface ParsedLine {
  raw: Uint8Array;
  ciphertexts: Point[][];
  proofs: Proof[];
}

export interface ParsedBallot {
  body: Uint8Array;
  electionId: Uint8Array;
  credential: Uint8Array;
  lines: ParsedLine[];
}

/** Terms of the equations that a ballot's proofs must satisfy. */
export interface Terms {
  g: bigint;
  y: bigint;
  points: Point[];
  scalars: bigint[];
}

/** Sums of all valid ballots: pairs [A, B], by 3·line + level. */
export interface Sums {
  nBallots: number;
  nLines: number;
  points: Point[][];
}

/** Two equal logarithms: key = secret·G and image = secret·base, all 32 bytes. */
export interface Equality {
  label: string;
  fields: Uint8Array[];
  key: Uint8Array;
  base: Uint8Array;
  image: Uint8Array;
}

/** What binds every message of a key ceremony. */
export interface Context {
  configHash: Uint8Array;
  attempt: number;
  n: number;
  t: number;
}

export interface MemberKeys {
  index: number;
  signingSecret: Uint8Array;
  signingPublic: Uint8Array;
  encryptionSecret: bigint;
  encryptionPublic: Uint8Array;
  coefficients: bigint[];
  commitments: Uint8Array[];
  nonce: bigint;
  lot: Uint8Array;
}

/** The server's share of the box key, the proof that it knows the secret, and its other public keys, in hex. */
export interface ServerShare {
  key: string;
  proof: string;
  receipt: string;
  tokens: string[];
}

export type Kind = 'commit' | 'reveal' | 'shares' | 'accept' | 'complaint' | 'confirm';

/** A signed message of the ceremony; `body` depends on the type, bytes are in hex. */
export interface Message<Body = any> {
  attempt: number;
  body: Body;
  config: string;
  key: string;
  member: number;
  sig: string;
  type: Kind;
}

export type Reveal = Message<{ encryption: string; coefficients: string[]; proof: string }>;
export type Shares = Message<{ boxes: Record<string, string> }>;
export type Complaint = Message<{ against: number; shared: string; proof: string }>;
export type ByMember<M = Message> = Record<number, M>;
/** All messages of one attempt, by type and member. */
export type Messages = Record<Kind, ByMember>;

/** The section "keys" of the manifest, in hex. */
export interface Keys {
  box: string;
  server: string;
  members: { index: number; share: string; signing: string }[];
  transcript: string;
}

/** The frozen configuration, as far as the protocol reads it. */
export interface FrozenConfig {
  version: string;
  committee: { index: number }[];
  threshold: number;
}

/** The manifest of a locked box, in hex. */
export interface ElectionManifest<Config = any> {
  attempt: number;
  config: Config;
  keys: Keys;
  lots: string;
  receipt_key: string;
  token_keys: string[];
  version: string;
}

export interface Inclusion<Hash = Uint8Array> {
  index: number;
  size: number;
  path: Hash[];
}

/** The signed statement that a ballot is in the box, in hex. */
export interface Receipt {
  election: string;
  ballot: string;
  code: string;
  signature: string;
}

/** What the head of the counting team states; `kind` says which members it has. */
export type HeadStatement =
  | { kind: 'zero'; ballots: 0 }
  | { kind: 'close'; cast: number; issued: number; present: number }
  | { kind: 'present'; from: number; to: number; reason: string };

/** A recovery file without the encrypted seed; `salt` and `nonce` are base64. */
export interface RecoveryHeader {
  format: string;
  version: number;
  config: string;
  member: number;
  scrypt: { n: number; r: number; p: number };
  salt: string;
  nonce: string;
}

export type RecoveryFile = RecoveryHeader & { box: string };
