// Tables and lists in a real Chromium, from `file://`: sorting, filtering, downloading, links to a place.
// Usage: node lists.mjs CHROMIUM SITE
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , executablePath, folder] = process.argv;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await (await browser.newContext({ acceptDownloads: true })).newPage();
const open = (path) => page.goto(pathToFileURL(resolve(folder, path)).href);
const column = (of) => page.$$eval(`main table tbody tr > *:nth-child(${of})`, (cells) => cells.map((it) => it.innerText.trim()));

// Numbers sort as numbers, ascending, descending and back in the first order; screen readers are notified.
await open('schools.html');
const heads = await page.$$eval('main table thead th', (all) => all.map((it) => it.classList.contains('n')));
const at = heads.indexOf(true) + 1;
assert(at > 0, 'a column of numbers');
const before = await column(at);
const head = page.locator(`main table thead th:nth-child(${at})`);
const numbers = (texts) => texts.map((it) => Number(it.replace(/[^\d.]/g, '')));
await head.locator('button.sort').click();
assert.equal(await head.getAttribute('aria-sort'), 'ascending');
assert.deepEqual(numbers(await column(at)), numbers(before).sort((a, b) => a - b));
await head.locator('button.sort').click();
assert.equal(await head.getAttribute('aria-sort'), 'descending');
assert.deepEqual(numbers(await column(at)), numbers(before).sort((a, b) => b - a));
await head.locator('button.sort').focus();
await page.keyboard.press('Enter');
assert.equal(await head.getAttribute('aria-sort'), null);
assert.deepEqual(await column(at), before);

// A table downloaded as CSV: with a byte order mark, one line for each row, and signs replaced by words.
await open('four-haves/2024-2025-1.html');
const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.plain-button').first().click()]);
assert.match(download.suggestedFilename(), /四有检查.*\.csv$/);
const csv = readFileSync(await download.path(), 'utf8');
assert.equal(csv.charCodeAt(0), 0xfeff);
const rows = await page.locator('main table').first().locator('tr').count();
assert.equal(csv.trimEnd().split('\r\n').length, rows);
assert.match(csv, /学校,计划/);

// A filter leaves the entries that hold the word, in full or half width.
await open('visits.html');
const lines = page.locator('main ul.records > li');
const all = await lines.count();
const word = (await lines.first().locator('.r-note span').first().innerText()).trim();
await page.locator('input.filter').first().fill(word);
const left = await lines.evaluateAll((items) => items.filter((it) => !it.hidden).map((it) => it.textContent));
assert(left.length > 0 && left.length < all && left.every((it) => it.includes(word)), `${word}: ${left.length} of ${all}`);
assert.match(await page.locator('[role=status]').first().innerText(), new RegExp(`${left.length}.*${all}`));
await page.locator('input.filter').first().fill('这里没有的词');
assert.equal(await lines.evaluateAll((items) => items.filter((it) => !it.hidden).length), 0);
await page.locator('input.filter').first().fill('');
assert.equal(await lines.evaluateAll((items) => items.filter((it) => !it.hidden).length), all);

// Without scripts the lists are complete.
const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
await plain.goto(pathToFileURL(resolve(folder, 'visits.html')).href);
assert.equal(await plain.locator('main ul.records > li').count(), all);
await browser.close();
console.log('tables and lists are fine');
