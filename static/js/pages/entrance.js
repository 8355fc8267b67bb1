// The page behind the QR code of the hall for a person who is not logged in: keeps the code in this tab, then goes to
// the login.

import { byId } from '../elements.js';
import { scannedIn } from '../vote/scanned.js';

const entrance = byId('entrance');

scannedIn(entrance.dataset.round).take();
window.location.replace(entrance.dataset.login);
