// Opens every page of a built site from file:// in a real Chromium and prints each error on a line.
// Usage: node open.mjs CHROMIUM SITE
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , executablePath, folder] = process.argv;
const site = resolve(folder);
const pages = readdirSync(site, { recursive: true }).filter((it) => it.endsWith('.html')).sort();
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--allow-file-access-from-files=false'];
const browser = await chromium.launch({ executablePath, args: flags });
const wrong = [];

// Every page is opened; one page of each folder and kind is inspected closely.
const kind = (path) => path.replace(/[^/]+\.html$/, '').replace(/(schools|pairs)\/[^/]+\//, '$1/*/') || path;
const seen = new Set();

for (const [scheme, javaScriptEnabled] of [['light', true], ['dark', false]]) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, colorScheme: scheme, javaScriptEnabled });
  const page = await context.newPage();
  let at = '';
  page.on('console', (it) => it.type() === 'error' && wrong.push(`${at}: console: ${it.text()}`));
  page.on('pageerror', (it) => wrong.push(`${at}: script: ${it.message}`));
  // A request that the next page aborted is no failure.
  page.on('requestfailed', (it) => it.failure()?.errorText === 'net::ERR_ABORTED' || wrong.push(`${at}: not loaded: ${it.url()}`));
  page.on('request', (it) => it.url().startsWith('file:') || it.url().startsWith('data:') || wrong.push(`${at}: asks elsewhere: ${it.url()}`));
  for (const path of pages) {
    if (scheme === 'dark' && seen.has(`dark ${kind(path)}`)) continue;
    seen.add(`dark ${kind(path)}`);
    at = relative(site, join(site, path));
    await page.goto(pathToFileURL(join(site, path)).href, { waitUntil: 'domcontentloaded' });
    const facts = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      const ids = [...document.querySelectorAll('[id]')].map((it) => it.id);
      const twice = ids.filter((it, at) => ids.indexOf(it) !== at);
      const charts = [...document.querySelectorAll('svg.chart')];
      const mute = charts.filter((it) => !it.querySelector('title') || !it.querySelector('desc')).length;
      return { wide, twice, mute, headings: document.querySelectorAll('h1').length, title: document.title, lang: document.documentElement.lang };
    });
    if (facts.wide > 0) wrong.push(`${at}: scrolls sideways by ${facts.wide} px at 360 px (${scheme})`);
    if (facts.twice.length) wrong.push(`${at}: ids twice: ${facts.twice.slice(0, 3)}`);
    if (facts.mute) wrong.push(`${at}: ${facts.mute} charts without title and description`);
    if (facts.headings !== 1) wrong.push(`${at}: ${facts.headings} h1`);
    if (!facts.title || !facts.lang) wrong.push(`${at}: no title or language`);
  }
  await context.close();
}
await browser.close();
console.log(`${pages.length} pages opened`);
wrong.slice(0, 60).forEach((it) => console.log(`WRONG ${it}`));
process.exit(wrong.length ? 1 : 0);
