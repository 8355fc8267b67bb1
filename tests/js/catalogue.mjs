// Stands in for Django's catalogue of translations: import it before a module that speaks.

Object.assign(globalThis, {
  gettext: (text) => text,
  ngettext: (one, many, count) => (count === 1 ? one : many),
  interpolate: (text, values) => values.reduce((made, value) => made.replace('%s', value), text),
});
