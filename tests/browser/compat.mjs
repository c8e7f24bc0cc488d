// No feature of CSS or JavaScript newer than Chromium 86 without a fallback, by MDN's compatibility data.
// Usage: node compat.mjs FOLDER…: every .css, .js and .html file in them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as csstree from 'css-tree';
import { ESLint } from 'eslint';
import compat from 'eslint-plugin-compat';
import esx from 'eslint-plugin-es-x';

const OLDEST = 86;
const bcd = createRequire(import.meta.url)('@mdn/browser-compat-data');

// What older browsers may ignore without harm, each with the reason.
const HARMLESS = {
  'text-underline-offset': 'the line under a link stands closer',
  'text-decoration-thickness': 'the line under a link is as thick as the font says',
  'text-wrap': 'titles break where they break',
  'text-wrap: balance': 'the same',
  'text-wrap: pretty': 'the same',
  'text-autospace': 'no thin space between Han and Latin',
  'text-autospace: normal': 'the same',
  'text-spacing-trim': 'punctuation is as wide as the font says',
  'text-spacing-trim: trim-start': 'the same',
  'text-size-adjust': 'stands behind -webkit-text-size-adjust',
  'forced-color-adjust': 'forced colours are only in browsers that know it',
  'forced-color-adjust: none': 'the same',
  'print-color-adjust': 'stands behind -webkit-print-color-adjust',
  'print-color-adjust: exact': 'the same',
  'color-scheme': 'scroll bars stay light',
  'color-scheme: light dark': 'the same',
  'media forced-colors': 'the same as without: there are none before it',
  'paint-order': 'on words of charts, where SVG has known it since 35',
  outline: 'it does not follow round corners before 94',
  'rect()': 'of clip, as old as CSS',
  'align-self: start': 'in a grid, since 57',
  '@bottom-right': 'no page numbers on paper before 131',
  '@bottom-left': 'the same',
  'media prefers-contrast': 'ordinary contrast',
};

/** The first Chromium version that has the feature; Infinity where none has it or the data do not say. */
function since(node) {
  let support = node?.__compat?.support?.chrome;
  if (Array.isArray(support)) support = support.find((it) => !it.prefix && !it.alternative_name && !it.flags && !it.partial_implementation);
  const version = support && !support.prefix && !support.flags ? support.version_added : undefined;
  if (version === undefined || version === null || version === false) return Infinity;
  return version === true ? 0 : Number.parseFloat(String(version).replace(/^≤/, ''));
}

function css(text, name, report) {
  const onParseError = (it) => report(`${name}:${it.line}: ${/Colon is expected/.test(it.message) ? 'nesting, or ' : ''}${it.message}`);
  const ast = csstree.parse(text, { positions: true, parseCustomProperty: false, onParseError });
  const say = (node, what) => what in HARMLESS || report(`${name}:${node.loc?.start.line ?? 1}: ${what}`);
  const blocks = [];
  let guarded = 0;
  csstree.walk(ast, {
    enter(node) {
      if (node.type === 'Atrule') {
        if (node.name === 'supports') guarded += 1;
        else if (!(since(bcd.css['at-rules'][node.name]) <= OLDEST)) say(node, `@${node.name}`);
      }
      if (node.type === 'Rule') {
        if (blocks.length && !guarded) say(node, 'nesting');
        if (blocks.length === 0 || !guarded) blocks.push(node);
      }
      if (guarded) return;
      if (node.type === 'Feature') {
        const feature = node.name.replace(/^(min|max)-/, '');
        if (!(since(bcd.css['at-rules'].media[feature]) <= OLDEST)) say(node, `media ${node.name}`);
      }
      if (node.type === 'FeatureRange') say(node, 'media range');
      if (node.type === 'PseudoClassSelector' || node.type === 'PseudoElementSelector') {
        if (!node.name.startsWith('-') && !(since(bcd.css.selectors[node.name]) <= OLDEST)) say(node, `:${node.name}`);
      }
      if (node.type === 'NestingSelector') say(node, 'nesting');
      if (node.type === 'Declaration' && !node.property.startsWith('-')) {
        const of_page = this.atrule?.name === 'page' ? bcd.css['at-rules'].page[node.property] : undefined;
        const property = of_page ?? bcd.css.properties[node.property];
        if (!(since(property) <= OLDEST)) say(node, node.property);
        csstree.walk(node.value, (part) => {
          if (part.type === 'Identifier' && property?.[part.name] && !(since(property[part.name]) <= OLDEST)) say(node, `${node.property}: ${part.name}`);
          if (part.type === 'Function' && part.name !== 'var' && !(since(byName(part.name)) <= OLDEST)) say(node, `${part.name}()`);
          if (part.type === 'Dimension' && !(since(unit(part.unit)) <= OLDEST)) say(node, part.unit);
        });
      }
    },
    leave(node) {
      if (node.type === 'Atrule' && node.name === 'supports') guarded -= 1;
      if (blocks[blocks.length - 1] === node) blocks.pop();
    },
  });
}

/** The data of a function, wherever among the types it stands. */
function byName(name, from = bcd.css.types) {
  if (from[name]?.__compat) return from[name];
  for (const [key, part] of Object.entries(from)) {
    if (key === '__compat' || typeof part !== 'object') continue;
    const found = byName(name, part);
    if (found) return found;
  }
  return from === bcd.css.types ? byName(name, { ...bcd.css.properties, all_: bcd.svg?.attributes ?? {} }) : undefined;
}

const OLD_UNITS = new Set(['px', 'em', 'rem', 'pt', 'mm', 'cm', 'in', 'deg', 's', 'ms', 'fr', 'vw', 'vh', 'vmin', 'vmax', 'ch', 'ex', 'dppx', 'dpi']);
const unit = (name) => (OLD_UNITS.has(name) ? { __compat: { support: { chrome: { version_added: '1' } } } } : bcd.css.types.length?.[name]);

const eslint = new ESLint({
  overrideConfigFile: true,
  cwd: dirname(fileURLToPath(import.meta.url)),
  overrideConfig: [
    ...['es2022', 'es2023', 'es2024', 'es2025', 'es2026'].map((year) => esx.configs[`flat/no-new-in-${year}`]).filter(Boolean),
    {
      plugins: { compat },
      languageOptions: { sourceType: 'script', ecmaVersion: 'latest', globals: { window: 'readonly', document: 'readonly', navigator: 'readonly' } },
      settings: { 'es-x': { aggressive: true }, browsers: [`chrome ${OLDEST}`], targets: [`chrome ${OLDEST}`], lintAllEsApis: true },
      // Their methods have the names of array methods and cannot be distinguished from them; an iterator is found by name only.
      rules: { 'compat/compat': 'error', ...Object.fromEntries(Object.keys(esx.rules).filter((it) => /^no-iterator-/.test(it)).map((it) => [`es-x/${it}`, 'off'])) },
      linterOptions: { reportUnusedDisableDirectives: 'error' },
    },
  ],
});

async function js(text, name, report) {
  for (const file of await eslint.lintText(text, { filePath: 'script.js' })) {
    for (const it of file.messages) report(`${name}:${it.line}: ${it.message}`);
  }
}

async function html(text, name, report) {
  for (const [, inside] of text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)) css(inside, name, report);
  for (const [, inside] of text.matchAll(/ style="([^"]*)"/g)) css(`x{${inside.replaceAll('&quot;', '"')}}`, name, report);
  for (const [, type, inside] of text.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (inside.trim() && !type.includes('json')) await js(inside, name, report);
  }
}

// First a check that the linter reports anything at all.
const SEEN = [
  [css, 'a:has(b) { color: red }', ':has'],
  [css, 'a { inset: 0 }', 'inset'],
  [css, 'a { aspect-ratio: 1 }', 'aspect-ratio'],
  [css, 'a { color: red; b { color: blue } }', 'nesting'],
  [css, 'a { color: red; &:hover { color: blue } }', 'nesting'],
  [css, '@container (width > 1px) { a { color: red } }', '@container'],
  [css, '@layer a { b { color: red } }', '@layer'],
  [css, 'a { color: color-mix(in srgb, red, blue) }', 'color-mix()'],
  [css, 'a { height: 1dvh }', 'dvh'],
  [css, '@media (width >= 1px) { a { color: red } }', 'media range'],
  [css, 'a { overflow: clip }', 'overflow: clip'],
  [js, '[1].at(-1);', '.at'],
  [js, '[1].findLast(Boolean);', 'findLast'],
  [js, 'structuredClone({});', 'structuredClone'],
  [js, 'class A { static { } }', 'static'],
  [js, 'Object.hasOwn({}, "a");', 'hasOwn'],
];
const wrong = [];
for (const [lint, text, what] of SEEN) {
  const found = [];
  await lint(text, 'x', (it) => found.push(it));
  if (!found.some((it) => it.includes(what))) wrong.push(`the linter does not see ${what} in ${text}: ${found}`);
}
for (const text of ['a { gap: 1px; width: clamp(1px, 2vw, 3px) }', '@supports (inset: 0) { a { inset: 0 } }', ':focus-visible { outline: 0 }']) {
  css(text, 'x', (it) => wrong.push(`the linter refuses ${text}: ${it}`));
}

let looked = 0;
for (const folder of process.argv.slice(2)) {
  for (const path of readdirSync(folder, { recursive: true }).map((it) => join(folder, it)).sort()) {
    const lint = { css, js, html }[path.slice(path.lastIndexOf('.') + 1)];
    if (!lint || !statSync(path).isFile() || /[\\/](data|search-index)[\\/]/.test(path)) continue;
    looked += 1;
    await lint(readFileSync(path, 'utf8'), path, (it) => wrong.push(it));
  }
}
console.log(`${looked} files looked at`);
if (!looked) wrong.push('no files');
[...new Set(wrong)].slice(0, 60).forEach((it) => console.log(`WRONG ${it}`));
process.exit(wrong.length ? 1 : 0);
