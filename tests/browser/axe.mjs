// Looks at one page of each kind in a real Chromium over http, under a path of its own: axe-core in light on a
// desktop and in the dark on a phone; reflow at 320 px (zoom 400 %) with forced colours and reduced motion; reach by keyboard. A page is loaded once and
// looked at in each of these ways.
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

// axe takes long over long pages, and a long page differs from a shorter one of its kind in its rows only.
const pages = onePageOfEachKind(site, 40_000);

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args: flags });
const desktop = { width: 1280, height: 900 };

const context = await browser.newContext({ viewport: desktop });
const page = await context.newPage();
let at = '';
page.on('console', (message) => message.type() === 'error' && wrong.push(`${at}: console: ${message.text()}`));
page.on('pageerror', (error) => wrong.push(`${at}: script: ${error.message}`));
page.on('request', (asked) => asked.url().startsWith(base) || /^(data|blob):/.test(asked.url()) || wrong.push(`${at}: asks elsewhere: ${asked.url()}`));
for (at of pages) {
  await page.setViewportSize(desktop);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' });
  await page.goto(base + at.split('/').map(encodeURIComponent).join('/'));
  await keyboard();
  await page.evaluate(axe);
  await rules('light');
  // The other look in both respects: what differs by width and what differs by colour is looked at once each.
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 740 });
  // The script of the page makes what scrolls reachable when the size has changed.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await rules('dark, phone');
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) wrong.push(`${at}: scrolls sideways by ${wide} px at 320 px`);
}

async function rules(look) {
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
  for (const { id, help, nodes } of violations) {
    const places = nodes.slice(0, 2).map((node) => `${node.target} ${node.html.slice(0, 120)}`).join(' | ');
    wrong.push(`${at} (${look}): ${id}: ${help}: ${places}`);
  }
}

// The keyboard reaches everything that a pointer does, and the focus is visible.
// (The search page begins in its input.)
async function keyboard() {
  const hidden = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
    const seen = all.filter((element) => element.getClientRects().length && !element.closest('details:not([open]) > :not(summary)'));
    return seen.filter((element) => element.tabIndex < 0 || element.disabled).map((element) => element.outerHTML.slice(0, 100)).slice(0, 3);
  });
  hidden.forEach((element) => wrong.push(`${at}: not reached by keyboard: ${element}`));
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.className);
  if (first !== 'skip' && at !== 'search.html') wrong.push(`${at}: the first stop is no way past the menu: ${first}`);
  for (let stop = 0; stop < 25; stop++) {
    await page.keyboard.press('Tab');
    const blind = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const style = getComputedStyle(element);
      const shows = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      return shows && element.getClientRects().length ? null : element.outerHTML.slice(0, 100);
    });
    if (blind) wrong.push(`${at}: focus does not show: ${blind}`);
  }
  await page.keyboard.press('Shift+Tab');
}

await browser.close();
server.close();
console.log(`${pages.length} kinds of pages looked at`);
[...new Set(wrong)].slice(0, 60).forEach((it) => console.log(`WRONG ${it}`));
process.exit(wrong.length ? 1 : 0);
