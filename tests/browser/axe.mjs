// Looks at one page of each kind in a real Chromium over http, under a path of its own: axe-core in light, dark and on a
// phone; reflow at 320 px (zoom 400 %); reach by keyboard; forced colours and reduced motion.
// Usage: node axe.mjs CHROMIUM SITE
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { onePageOfEachKind } from './kinds.mjs';

const [, , executablePath, folder] = process.argv;
const site = resolve(folder);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wrong = [];
const UNDER = '/a/b/';

const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
const server = createServer((asked, answer) => {
  const path = join(site, decodeURIComponent(new URL(asked.url, 'http://x').pathname).slice(UNDER.length));
  if (!asked.url.startsWith(UNDER) || !path.startsWith(site) || !existsSync(path)) {
    answer.writeHead(404).end();
    return;
  }
  answer.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
  createReadStream(path).pipe(answer);
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const base = `http://127.0.0.1:${server.address().port}${UNDER}`;

const pages = onePageOfEachKind(site);

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args: flags });
async function look(options, act) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  let at = '';
  page.on('console', (it) => it.type() === 'error' && wrong.push(`${at}: console: ${it.text()}`));
  page.on('pageerror', (it) => wrong.push(`${at}: script: ${it.message}`));
  page.on('request', (it) => it.url().startsWith(base) || /^(data|blob):/.test(it.url()) || wrong.push(`${at}: asks elsewhere: ${it.url()}`));
  for (const path of pages) {
    at = path;
    await page.goto(base + path.split('/').map(encodeURIComponent).join('/'));
    await act(page, path);
  }
  await context.close();
}

const desktop = { width: 1280, height: 900 };
// In the dark the same elements have other colours, so only the rules about colours can find something new.
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
for (const [look_, options, runOnly] of [
  ['light', { viewport: desktop, colorScheme: 'light' }],
  ['dark', { viewport: desktop, colorScheme: 'dark' }, colours],
  ['phone', { viewport: { width: 360, height: 740 }, colorScheme: 'light' }],
]) {
  await look(options, async (page, path) => {
    await page.evaluate(axe);
    const wanted = { resultTypes: ['violations'], ...(runOnly && { runOnly }) };
    const { violations } = await page.evaluate((chosen) => window.axe.run(chosen), wanted);
    for (const it of violations) {
      wrong.push(`${path} (${look_}): ${it.id}: ${it.help}: ${it.nodes.slice(0, 2).map((node) => `${node.target} ${node.html.slice(0, 120)}`).join(' | ')}`);
    }
  });
}

// Zoom 400 % on 1280 px; forced colours; no motion.
await look({ viewport: { width: 320, height: 640 }, forcedColors: 'active', reducedMotion: 'reduce' }, async (page, path) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) wrong.push(`${path}: scrolls sideways by ${wide} px at 320 px`);
});

// The keyboard reaches everything that a pointer does, and the focus is visible.
// (The search page begins in its input.)
await look({ viewport: desktop }, async (page, path) => {
  const hidden = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
    const seen = all.filter((it) => it.getClientRects().length && !it.closest('details:not([open]) > :not(summary)'));
    return seen.filter((it) => it.tabIndex < 0 || it.disabled).map((it) => it.outerHTML.slice(0, 100)).slice(0, 3);
  });
  hidden.forEach((it) => wrong.push(`${path}: not reached by keyboard: ${it}`));
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.className);
  if (first !== 'skip' && path !== 'search.html') wrong.push(`${path}: the first stop is no way past the menu: ${first}`);
  for (let stop = 0; stop < 25; stop++) {
    await page.keyboard.press('Tab');
    const blind = await page.evaluate(() => {
      const it = document.activeElement;
      if (it === document.body) return null;
      const style = getComputedStyle(it);
      const shows = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      return shows && it.getClientRects().length ? null : it.outerHTML.slice(0, 100);
    });
    if (blind) wrong.push(`${path}: focus does not show: ${blind}`);
  }
  await page.keyboard.press('Shift+Tab');
});

await browser.close();
server.close();
console.log(`${pages.length} kinds of pages looked at`);
[...new Set(wrong)].slice(0, 60).forEach((it) => console.log(`WRONG ${it}`));
process.exit(wrong.length ? 1 : 0);
