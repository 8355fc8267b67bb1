// Calls functions of static/js/protocol for the tests: one JSON request a line, one answer a line.
// Bytes travel as {"hex": …}, big integers as {"int": "…"}.

import { createInterface } from 'node:readline';

import { ristretto255_hasher, ristretto255_oprf } from '@noble/curves/ed25519.js';

import * as dleq from '../../../static/js/protocol/dleq.js';
import * as protocol from '../../../static/js/protocol/index.js';

function read(value) {
  if (Array.isArray(value)) return value.map(read);
  if (value === null || typeof value !== 'object') return value;
  if (typeof value.hex === 'string') return Uint8Array.from(Buffer.from(value.hex, 'hex'));
  if (typeof value.int === 'string') return BigInt(value.int);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, read(item)]));
}

function write(value) {
  if (value instanceof Uint8Array) return { hex: Buffer.from(value).toString('hex') };
  if (typeof value === 'bigint') return { int: String(value) };
  if (Array.isArray(value)) return value.map(write);
  if (value === null || typeof value !== 'object') return value;
  if (typeof value.toBytes === 'function') return write(value.toBytes());
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, write(item)]));
}

/** Sums are noble points in the browser; the tests speak of their bytes. */
const decryption = {
  ...protocol.decryption,
  partialDecrypt: (args) =>
    protocol.decryption.partialDecrypt({ ...args, sums: protocol.decryption.decodeSums(args.sums) }),
  open: ({ electionId, sums: bytes, shares, keys, threshold }) => {
    const sums = protocol.decryption.decodeSums(bytes);
    const points = Object.entries(shares).map(([member, data]) => [
      member,
      protocol.decryption.verifyPartial(data, { electionId, member: Number(member), sums, ...keys[member] }),
    ]);
    const { 0: server, ...partials } = Object.fromEntries(points);
    return protocol.decryption.combine({ partials, server, sums, threshold });
  },
  sum: ({ ballots, election }) => {
    const sums = protocol.decryption.emptySums(election.nLines);
    for (const ballot of ballots) {
      protocol.decryption.addBallot(sums, protocol.verification.verifyBallot({ ...ballot, election }));
    }
    return protocol.decryption.encodeSums(sums);
  },
};
/** What only published vectors ask for: parts of the library that the protocol uses inside. */
const rfc = {
  fromUniform: (bytes) => ristretto255_hasher.deriveToCurve(bytes),
  keyPair: (seed, info) => ristretto255_oprf.voprf.deriveKeyPair(seed, info),
  finalizeBatch: (items, tokenKey, proof) => ristretto255_oprf.voprf.finalizeBatch(items, tokenKey, proof),
};
const modules = { ...protocol, decryption, dleq, rfc };

for await (const line of createInterface({ input: process.stdin })) {
  const { name, args } = JSON.parse(line);
  const [module, method] = name.split('.');
  let answer;
  try {
    answer = { value: write(await modules[module][method](...read(args))) ?? null };
  } catch (error) {
    const { code, reason, member, line: at, level, group } = error;
    answer = { error: error.message, code, reason, member, line: at, level, group };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
