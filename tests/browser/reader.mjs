// What scripts add for a reader, in a real Chromium, from `file://`: a head that is low on a phone, tables as cards, colours as
// chosen, filters that stay in the address, statuses explained in place, photos over the page.
// Usage: node reader.mjs CHROMIUM SITE RECORD_WITH_PHOTOS
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , executablePath, folder, photos] = process.argv;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
const page = await context.newPage();
const address = (path) => pathToFileURL(resolve(folder, path)).href;
const open = (path, query = '') => page.goto(address(path) + query);

// The head of a page leaves the phone to the page, and no table pushes it sideways.
for (const path of ['index.html', 'schools.html', photos]) {
  await open(path);
  const head = await page.$eval('.top', (top) => top.getBoundingClientRect().height);
  assert(head < 120, `${path}: the head is ${head} px high`);
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert(wide <= window, `${path}: ${wide} px wide`);
}
// The current section is in sight, and every section can be reached.
await open('four-haves.html');
const current = await page.$eval('.nav [aria-current]', (link) => link.getBoundingClientRect().right);
assert(current <= 360, `the current section ends at ${current} px`);

// A record that prints from its own page has a button for it; a list has none.
await open(photos);
assert.equal(await page.locator('.print-now').count(), 1);
await open('visits.html');
assert.equal(await page.locator('.print-now').count(), 0);

// A row of a table is a card that names its columns.
await open('schools.html');
const cell = page.locator('main table.schools td').first();
assert.equal(await page.$eval('main table.schools', (table) => getComputedStyle(table).display), 'block');
const label = await cell.getAttribute('data-label');
assert(label && (await page.$$eval('main table.schools thead th', (heads) => heads.map((head) => head.firstChild.textContent))).includes(label), label);

// A status says what it means where it stands; Esc takes that away.
await open('about.html');
await page.locator('main .status').first().click();
const tip = page.locator('.tip');
assert((await tip.innerText()).length > 5);
const box = await tip.boundingBox();
assert(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
await page.keyboard.press('Escape');
assert.equal(await tip.count(), 0);

// Colours: as the system has them, light, dark; kept for the next page.
const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const light = await ground();
await page.locator('.themes button[value=dark]').click();
const dark = await ground();
assert.notEqual(dark, light);
assert.equal(await page.locator('.themes [aria-pressed=true]').getAttribute('value'), 'dark');
await open('schools.html');
assert.equal(await ground(), dark);
await page.locator('.themes button[value=system]').click();
assert.equal(await ground(), light);
await page.locator('.themes button[value=light]').click();
await page.emulateMedia({ colorScheme: 'dark' });
assert.equal(await ground(), light);
await page.locator('.themes button[value=system]').click();
assert.equal(await ground(), dark);
await page.emulateMedia({ colorScheme: 'light' });

// Filters, choices and sorting stay in the address, over a reload and over Back.
await page.setViewportSize({ width: 1200, height: 800 });
await open('schools.html');
const shown = () => page.$$eval('main table.schools tbody tr', (rows) => rows.filter((row) => !row.hidden).map((row) => row.cells[0].innerText.trim()));
const all = await shown();
const chip = page.locator('.chips button').first();
const choice = await chip.getAttribute('value');
await chip.click();
assert.equal(await chip.getAttribute('aria-pressed'), 'true');
const chosen = await shown();
assert(chosen.length > 0 && chosen.length < all.length, `${choice}: ${chosen.length} of ${all.length}`);
await page.locator('main table.schools button.sort').last().click();
const sorted = await shown();
assert.deepEqual([...sorted].sort(), [...chosen].sort());
assert.match(page.url(), /\?/);
await page.reload();
assert.deepEqual(await shown(), sorted);
await page.locator('main table.schools tbody tr:not([hidden]) a').first().click();
await page.waitForURL(/schools\/.+\/index\.html/);
await page.goBack();
assert.deepEqual(await shown(), sorted);
await page.locator('.chips [aria-pressed=true]').click();
assert.equal((await shown()).length, all.length);
await open('schools.html', '?t1-sort=99-ascending&t1-0=%3Cb%3E');
assert.deepEqual(await shown(), all);

// Photos: a click opens them over the page, arrow keys go on, Esc returns to the link.
await open(photos);
await page.locator('.pictures a').first().click();
const shownPhoto = page.locator('dialog.photo-box[open] img');
assert.equal(await shownPhoto.evaluate((picture) => picture.decode().then(() => picture.naturalWidth > 0)), true);
assert.equal(await shownPhoto.getAttribute('alt'), await page.locator('.pictures img').first().getAttribute('alt'));
await page.keyboard.press('ArrowRight');
await page.keyboard.press('Escape');
assert.equal(await page.locator('dialog[open]').count(), 0);
assert.equal(await page.evaluate(() => document.activeElement.parentElement.parentElement.className), 'pictures');

// Without scripts a photo is a link to its file, and the head is as low.
const plain = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage();
await plain.goto(address(photos));
assert.match(await plain.locator('.pictures a').first().getAttribute('href'), /\.(jpe?g|png)$/);
assert((await plain.locator('.top').boundingBox()).height < 120);
await browser.close();
