// The papers on the voter's page; apart from the ballot, so that neither stops the other.

import { byId } from '../elements.js';
import { showPapers } from '../vote/paper_list.js';
import { requestsOf } from '../vote/requests.js';

const page = JSON.parse(byId('vote-page').textContent);
const papers = JSON.parse(byId('vote-papers').textContent);
showPapers(papers, requestsOf(page), page.electionId);
