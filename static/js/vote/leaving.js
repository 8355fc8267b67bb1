// The browser asks before it leaves a ballot that is not in the box, unless the page leaves by itself or by a link of
// its own: what is kept in this tab is there again.

let isOwn = false;

export function reload() {
  isOwn = true;
  window.location.reload();
}

/**
 * @param {Element} situation
 * @param {() => boolean} loses
 */
export function askBeforeLeaving(situation, loses) {
  situation.addEventListener('click', ({ target }) => {
    if (/** @type {Element} */ (target).closest('a')) isOwn = true;
  });
  window.addEventListener('beforeunload', (event) => {
    if (!isOwn && loses()) event.preventDefault();
    isOwn = false; // a link that opened elsewhere, or a page that stayed
  });
  // A page restored from the back/forward cache does not know what has happened meanwhile.
  window.addEventListener('pageshow', (event) => event.persisted && reload());
}
