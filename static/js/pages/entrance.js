// The page behind the QR code of the hall for a person who is not logged in: keeps the code in this tab, then goes to
// the login.

import { byId } from '../elements.js';
import { scannedHere } from '../vote/scanned.js';

scannedHere().take();
window.location.replace(byId('entrance').dataset.login);
