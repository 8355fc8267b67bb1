// Rules of the browser code. A rule that is off or differs from its default says why.

import js from '@eslint/js';
import globals from 'globals';

/** Names from Django's catalogue of translations, which every page loads before its own script. */
const catalogue = { gettext: 'readonly', ngettext: 'readonly', interpolate: 'readonly' };

/** Text from the server or a voter must never be parsed as HTML. */
const html = [
  { property: 'innerHTML' },
  { property: 'outerHTML' },
  { property: 'insertAdjacentHTML' },
  { object: 'document', property: 'write' },
].map((place) => ({ ...place, message: 'Build elements and set textContent.' }));

/** Files under `folder` may not import from these rooms of static/js. */
const closed = (folder, rooms) => ({
  files: [`static/js/${folder}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: rooms.map((room) => ({
          group: [`**/${room}/**`],
          message: `${folder}/ does not know ${room}/.`,
        })),
      },
    ],
  },
});

export default [
  { ignores: ['static/dist/', 'var/', '.venv/'] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'array-callback-return': 'error',
      complexity: ['error', 10],
      'consistent-return': 'error',
      // One short statement may stand on the line of its condition; anything longer has braces.
      curly: ['error', 'multi-line'],
      'default-case-last': 'error',
      'dot-notation': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', 300],
      'max-nested-callbacks': ['error', 3],
      'no-alert': 'error',
      'no-else-return': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-lonely-if': 'error',
      'no-new-func': 'error',
      'no-promise-executor-return': 'error',
      'no-restricted-properties': ['error', ...html],
      'no-return-assign': 'error',
      'no-self-compare': 'error',
      'no-shadow': 'error',
      'no-throw-literal': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-useless-rename': 'error',
      'no-useless-return': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-object-spread': 'error',
      'prefer-rest-params': 'error',
      'prefer-template': 'error',
      'require-await': 'error',
      'require-unicode-regexp': 'error',
      strict: 'error',
    },
  },
  {
    files: ['static/js/**'],
    languageOptions: { globals: { ...globals.browser, ...catalogue } },
    rules: {
      // The browser's console is open to the voter; only what a page could not handle is written there.
      'no-console': ['error', { allow: ['warn'] }],
      // Tests describe a whole table in one function; the code itself has short ones.
      'max-lines-per-function': ['error', { max: 40, skipComments: true }],
      'no-nested-ternary': 'error',
      'no-restricted-globals': ['error', 'event', 'name', 'status', 'length', 'top', 'parent', 'history'],
    },
  },
  closed('protocol', ['vote', 'committee', 'pages', 'workers']),
  closed('vote', ['committee', 'pages', 'workers']),
  closed('committee', ['vote', 'pages', 'workers']),
  { files: ['benchmarks/**'], languageOptions: { globals: globals.browser } },
  { files: ['tests/**', 'eslint.config.js'], languageOptions: { globals: globals.node } },
];
