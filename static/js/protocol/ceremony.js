// The functions of the key ceremony that the page of the counting team uses.

export { KINDS, buildManifest, checkElection, combineKeys } from './election.js';
export { checkMessage, judgeComplaint, revealsHash, transcriptHash } from './transcript.js';
export { deriveMemberKeys, verifyServerShare } from './member.js';
export {
  makeAccept,
  makeCommit,
  makeComplaint,
  makeConfirm,
  makeReveal,
  makeShares,
  openShares,
} from './messages.js';
