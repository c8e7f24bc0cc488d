// Keeps a page of `guidang serve` open in a real Chromium while its record is changed, broken and fixed.
// Usage: node serve.mjs CHROMIUM URL RECORD
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [, , executablePath, url, record] = process.argv;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args: flags });
const page = await (await browser.newContext({ viewport: { width: 800, height: 600 } })).newPage();
const wrong = [];
page.on('console', (it) => it.type() === 'error' && wrong.push(`console: ${it.text()}`));
page.on('pageerror', (it) => wrong.push(`script: ${it.message}`));
page.on('dialog', (it) => { wrong.push('a script of a record ran'); it.dismiss(); });
page.setDefaultTimeout(60000);

const good = readFileSync(record, 'utf8');
const change = (from, to) => writeFileSync(record, good.replace(from, to));
const report = page.locator('#guidang-report');
const scrolled = () => page.evaluate(() => window.scrollY);

await page.goto(`${url}/visits.html`);
await page.locator('main a', { hasText: '第一次送教' }).first().click();
await page.waitForLoadState('load');
await page.evaluate(() => window.scrollTo(0, 1500));
const before = await scrolled();
if (before < 1000) wrong.push(`the page is too short to be scrolled: ${before}`);

// The record changes at its end, so that the text above keeps its position.
writeFileSync(record, `${good}\n\n新写的一段。\n`);
await page.getByText('新写的一段').waitFor({ state: 'attached' });
await page.waitForLoadState('load');
await page.waitForTimeout(200);
if (await scrolled() !== before) wrong.push(`scrolled to ${await scrolled()}, was at ${before}`);

change('措施: 开学对接', '措施: <img src=x onerror=alert(1)>');
await report.getByRole('heading').waitFor();
const reportText = await report.evaluate((it) => it.shadowRoot.querySelector('section').innerText);
for (const part of ['2024-03-15-送教.md:', '<img src=x onerror=alert(1)>', '收起']) {
  if (!reportText.includes(part)) wrong.push(`the report does not say ${part}: ${reportText}`);
}
if (await report.evaluate((it) => it.shadowRoot.querySelectorAll('img').length)) wrong.push('a record made HTML');
if (await report.evaluate((it) => getComputedStyle(it.shadowRoot.querySelector('section')).position) !== 'fixed') wrong.push('the report has no style');
if (await page.getByText('新写的一段').count() !== 1) wrong.push('the last good page is gone');
if (await scrolled() !== before) wrong.push('the report scrolled the page');
if (process.env.GUIDANG_SHOT) await page.screenshot({ path: process.env.GUIDANG_SHOT });
await report.getByRole('button').click();
await report.waitFor({ state: 'detached' });

change('日期: 2024-03-15', '日期: 2024-02-30');
await report.getByText('2024-02-30').first().waitFor();

change('第一次送教', '改好的送教');
await page.getByRole('heading', { name: '改好的送教' }).waitFor();
await report.waitFor({ state: 'detached' });
await page.waitForTimeout(200);
if (await scrolled() !== before) wrong.push(`after the fix scrolled to ${await scrolled()}, was at ${before}`);

await browser.close();
wrong.forEach((it) => console.log(`WRONG ${it}`));
process.exit(wrong.length ? 1 : 0);
