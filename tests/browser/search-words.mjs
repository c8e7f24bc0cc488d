// Asks the search of a built site, from file:// in a real Chromium, for what a file of cases lists. Prints each error on a line.
// A case: {"query", "first" (the title that comes first), "total" (how many are found), "parts" (what is said to be looked for instead),
// "holds" and "lacks" (titles that are and are not found)}.
// Usage: node search-words.mjs CHROMIUM SITE CASES
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , executablePath, folder, cases] = process.argv;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const browser = await chromium.launch({ executablePath, args: flags });
const page = await (await browser.newContext()).newPage();
const wrong = [];
page.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
for (const { query, first, total, parts, holds = [], lacks = [] } of JSON.parse(readFileSync(cases, 'utf8'))) {
  const url = pathToFileURL(join(resolve(folder), 'search.html'));
  url.search = '?q=' + encodeURIComponent(query);
  await page.goto(url.href);
  await page.waitForFunction(() => /\d|没有|Nothing/.test(document.getElementById('search-count').textContent));
  await page.waitForFunction(() => !/正在|checking/.test(document.getElementById('search-count').textContent));
  const found = await page.evaluate(async (query) => (await window.guidangSearch(query)).total, query);
  const titles = await page.evaluate(async (query) => {
    const { hits } = await window.guidang.search(query, {});
    return (await Promise.all(hits.map((doc) => window.guidang.hit(doc, [])))).map((hit) => hit.title.map((piece) => piece[0]).join(''));
  }, query);
  for (const title of holds) if (!titles.includes(title)) wrong.push(`${query}: ${title} is not found`);
  for (const title of lacks) if (titles.includes(title)) wrong.push(`${query}: ${title} is found`);
  const title = found ? await page.$eval('#search-results a', (link) => link.textContent) : null;
  const said = await page.$eval('#search-split', (line) => (line.hidden ? null : line.textContent));
  if (total !== undefined && found !== total) wrong.push(`${query}: ${found} found, not ${total}`);
  if (first !== undefined && title !== first) wrong.push(`${query}: ${title} comes first, not ${first}`);
  if (parts ? !parts.every((part) => said && said.includes(`“${part}”`)) : said) wrong.push(`${query}: it says ${said}`);
}
await browser.close();
wrong.forEach((line) => console.log(`WRONG ${line}`));
process.exit(wrong.length ? 1 : 0);
