// Each ending of the voter's page tells where the ballot is.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import '../catalogue.mjs';
import { ending, sending } from '../../../static/js/vote/sentences.js';
import { combinations } from '../combinations.mjs';

const NOT_IN_THE_BOX = /not in the box|not in it|No ballot of yours is in the box|Nothing was cast/u;
const NOT_KNOWN = /not certain|not confirmed/u;
const SAYS = {
  election: /sends nothing/u,
  scan: /sends nothing/u,
  login: NOT_IN_THE_BOX,
  other_person: NOT_IN_THE_BOX,
  unknown: NOT_IN_THE_BOX,
  issued_elsewhere: /Nothing was cast from here.*|it says whether the ballot is in the box/u,
  issuing_ended: NOT_IN_THE_BOX,
  not_open: NOT_IN_THE_BOX,
  closed: NOT_IN_THE_BOX,
  used: NOT_IN_THE_BOX,
  invalid: NOT_IN_THE_BOX,
  token: NOT_IN_THE_BOX,
  receipt: NOT_KNOWN,
  mismatch: NOT_IN_THE_BOX,
  sealer: NOT_IN_THE_BOX,
};
const all = combinations({ step: [null, 'issue', 'cast'], isKept: [false, true] });

describe('an ending', () => {
  for (const [code, expected] of Object.entries(SAYS)) {
    it(`${code} tells where the ballot is`, () => {
      for (const known of all) {
        const [kind, title, text] = ending({ code }, known);
        assert.match(kind, /^(info|warning|danger)$/u);
        assert.match(`${title}. ${text}`, expected);
      }
    });
  }
  it('over a wrong election code names whom to tell', () => {
    const told = (known) => ending({ code: 'election' }, known)[2];
    assert.match(told({ head: 'Phan Trưởng Ban' }), /\(Phan Trưởng Ban\) and the secretary/u);
    assert.match(told(), /Tell the counting team and the secretary/u);
  });
  it('of an unknown cause tells what the step of the ballot allows to say', () => {
    for (const known of all) {
      const [, , text] = ending(new TypeError('x'), known);
      assert.match(text, known.step === 'cast' ? NOT_KNOWN : NOT_IN_THE_BOX);
    }
  });
  it('repeats the sentence of the server for a refusal that has no own', () => {
    assert.equal(ending({ code: 'busy', status: 409, message: 'Wait.' }, all[0])[2], 'Wait.');
  });
  it('asks to keep the page open where closing it would lose the ballot', () => {
    for (const code of ['login', undefined]) {
      assert.match(
        ending({ code }, { step: 'cast', isKept: false })[2],
        /leave this page open|Do not close this page/u,
      );
    }
  });
});

describe('a ballot on its way', () => {
  it('is not in the box while it is issued, and not confirmed while it is cast', () => {
    for (const isKept of [false, true]) {
      assert.match(sending({ step: 'issue', attempt: 0 }, isKept), NOT_IN_THE_BOX);
      assert.match(sending({ step: 'issue', attempt: 1 }, isKept), NOT_IN_THE_BOX);
      assert.match(sending({ step: 'cast', attempt: 1 }, isKept), NOT_KNOWN);
    }
  });
  it('needs the page open only where the browser keeps nothing', () => {
    for (const step of ['issue', 'cast']) {
      assert.match(sending({ step, attempt: 3 }, false), /Leave this page open/u);
      assert.doesNotMatch(sending({ step, attempt: 3 }, true), /Leave this page open/u);
    }
  });
});
