// Requests of the voter's pages. Requests to the box carry neither cookies nor a referrer.

import { Refusal, ask, posted, withSession, withoutSession } from '../api.js';

/** @import { Status } from './types.js' */

/**
 * What makes an answer ours, for each address.
 * @type {Record<string, (told: any) => unknown>}
 */
const SHAPES = {
  status: ({ phase, slot }) => phase && slot,
  manifest: ({ ceremony, manifest }) => ceremony && manifest,
  issue: ({ evaluated, proof }) => evaluated && proof,
  cast: ({ ballot, signature }) => ballot && signature,
  find: ({ in_box: isInBox }) => typeof isInBox === 'boolean',
};

/**
 * `page` is {urls} and, for what needs the voter's session, {csrf, slot}.
 * @param {{ urls: Record<string, string>, csrf?: string, slot?: string }} page
 */
export function requestsOf(page) {
  /** @type {(name: string, options: RequestInit) => ReturnType<typeof ask>} */
  const askAt = (name, options) =>
    ask(page.urls[name], { ...options, redirect: 'error' }, { isOurs: SHAPES[name] });

  /** @returns {Promise<Status>} */
  async function status() {
    const { told } = await askAt('status', withSession);
    if (told.slot !== page.slot) throw new Refusal(403, { error: 'other_person' });
    page.csrf = told.csrf; // a login in another tab renews it
    return told;
  }

  /** @param {string} blinded */
  async function issueOnce(blinded) {
    const guard = { 'X-CSRFToken': String(page.csrf) };
    const body = JSON.stringify({ blinded });
    return (await askAt('issue', posted(withSession, 'application/json', body, guard))).told;
  }

  return {
    status,
    manifest: async () => (await askAt('manifest', withoutSession)).bytes,
    issue: (/** @type {string} */ blinded) =>
      issueOnce(blinded).catch(async (error) => {
        if (error.code !== 'csrf') throw error;
        await status();
        return issueOnce(blinded);
      }),
    cast: async (/** @type {Uint8Array} */ frame) =>
      (await askAt('cast', posted(withoutSession, 'application/octet-stream', frame))).told,
    findBallot: async (/** @type {string} */ hash) =>
      (await askAt('find', posted(withoutSession, 'text/plain', hash))).told,
  };
}
