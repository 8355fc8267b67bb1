// Errors of this device on the voter's page; refusals of the server are in api.js.

/**
 * An error whose `code` names an ending (vote/sentences.js).
 * @type {(code: string) => Error}
 */
export const failure = (code) => Object.assign(new Error(), { code });
