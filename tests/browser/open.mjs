// Opens pages of every kind of a built site from file:// in a real Chromium, reads the head of every page, and prints each
// error on a line. GUIDANG_PAGES=all opens every page.
// Usage: node open.mjs CHROMIUM SITE
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { onePageOfEachKind, pagesOfEachKind } from './kinds.mjs';

const [, , executablePath, folder] = process.argv;
const site = resolve(folder);
const every = readdirSync(site, { recursive: true }).filter((name) => name.endsWith('.html')).sort();
const pages = process.env.GUIDANG_PAGES === 'all' ? every : pagesOfEachKind(site, 6);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--allow-file-access-from-files=false'];
const browser = await chromium.launch({ executablePath, args: flags });
const wrong = [];

// What a text search finds needs no browser: every page has a title, a language and one heading, and no id twice.
for (const path of every) {
  const text = readFileSync(join(site, path), 'utf8');
  const ids = text.match(/(?<=\sid=")[^"]+/g) ?? [];
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  if (new Set(ids).size !== ids.length) wrong.push(`${path}: ids twice: ${twice.slice(0, 3)}`);
  const headings = (text.match(/<h1[\s>]/g) ?? []).length;
  if (headings !== 1) wrong.push(`${path}: ${headings} h1`);
  if (!/<title>[^<]+<\/title>/.test(text) || !/<html[^>]* lang="[^"]+"/.test(text)) wrong.push(`${path}: no title or language`);
}

// In the dark and without scripts one page of each kind is opened.
for (const [scheme, javaScriptEnabled, opened] of [['light', true, pages], ['dark', false, onePageOfEachKind(site)]]) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, colorScheme: scheme, javaScriptEnabled });
  const page = await context.newPage();
  let at = '';
  page.on('console', (message) => message.type() === 'error' && wrong.push(`${at}: console: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`${at}: script: ${error.message}`));
  // A request that the next page aborted is no failure.
  page.on('requestfailed', (asked) => asked.failure()?.errorText === 'net::ERR_ABORTED' || wrong.push(`${at}: not loaded: ${asked.url()}`));
  page.on('request', (asked) => /^(file|data):/.test(asked.url()) || wrong.push(`${at}: asks elsewhere: ${asked.url()}`));
  for (const path of opened) {
    at = path;
    await page.goto(pathToFileURL(join(site, path)).href);
    const facts = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
      const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
      const charts = [...document.querySelectorAll('svg.chart:not([aria-hidden="true"])')];
      const mute = charts.filter((chart) => !chart.querySelector('title') || !chart.querySelector('desc')).length;
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
console.log(`${pages.length} of ${every.length} pages opened`);
wrong.slice(0, 60).forEach((fault) => console.log(`WRONG ${fault}`));
process.exit(wrong.length ? 1 : 0);
