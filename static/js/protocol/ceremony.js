// The key ceremony: the names the members' page uses.

export {
  ceremonyCode,
  checkMessage,
  combineKeys,
  judgeComplaint,
  revealsHash,
  transcriptHash,
} from './transcript.js';
export { CeremonyError, deriveMemberKeys, shareKey, verifyServerShare } from './member.js';
export {
  makeAccept,
  makeCommit,
  makeComplaint,
  makeConfirm,
  makeReveal,
  makeShares,
  openShares,
} from './messages.js';
