// One paper of a dossier, page by page: the file is compared with the hash that was recorded, then drawn.

import { sha256 } from '@noble/hashes/sha2.js';

import { file } from '../api.js';
import { one } from '../elements.js';
import { showPages } from '../pdf_pages.js';
import { bytesToHex } from '../protocol/hashing.js';
import { say } from '../vote/notices.js';

const place = one('[data-paper]');

async function show() {
  const bytes = await file(place.dataset.paper);
  const recorded = place.dataset.sha256;
  if (recorded && bytesToHex(sha256(bytes)) !== recorded) {
    const text = gettext('It is not shown. Tell the secretariat at once.');
    say(place, 'danger', gettext('This is not the file that was recorded'), text);
    return;
  }
  await showPages(bytes, place, place.dataset);
}

show().catch(() => {
  say(
    place,
    'warning',
    gettext('The file could not be shown'),
    gettext('Check the connection, or save the file and open it with another program.'),
  );
});
