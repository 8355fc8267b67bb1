// Notices on the pages of a voter: an icon, a title, a sentence and perhaps a link.

const ICONS = {
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 7.5v6M12 7.2v.3',
  success: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-4 9.3 2.8 2.7 5.2-5.6',
  warning: 'M12 4 2.8 20h18.4L12 4Zm0 6v5m0 2.2v.3',
  danger: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3L8.3 3ZM12 7.5v5.5m0 3v.3',
};
const SVG = 'http://www.w3.org/2000/svg';

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function icon(kind) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const attributes = {
    class: 'icon',
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'aria-hidden': 'true',
  };
  Object.entries(attributes).forEach(([key, value]) => svg.setAttribute(key, value));
  path.setAttribute('d', ICONS[kind]);
  svg.append(path);
  return svg;
}

/** Replace what a live region says; `link` is {href, text, target}. */
export function say(region, kind, title, text = '', link = null) {
  const words = element('div', {}, element('p', { className: 'notice__title', textContent: title }));
  if (text) words.append(element('p', { textContent: text }));
  if (link) {
    words.append(
      element(
        'p',
        {},
        element('a', {
          className: 'button',
          href: link.href,
          textContent: link.text,
          target: link.target ?? '',
          rel: 'noopener',
        }),
      ),
    );
  }
  region.replaceChildren(element('div', { className: `notice notice--${kind}` }, icon(kind), words));
}

export const clearNotice = (region) => region.replaceChildren();
