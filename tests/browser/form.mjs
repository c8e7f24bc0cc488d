// Fills in the form of a school in a real Chromium from file://, as a teacher does, and saves the package.
// Usage: node form.mjs CHROMIUM SITE FORM PHOTO PACKAGE
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , executablePath, folder, form, photo, target] = process.argv;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const wrong = [];
const expect = (holds, what) => holds || wrong.push(what);
const browser = await chromium.launch({ executablePath, args: flags });
const context = await browser.newContext({ viewport: { width: 1000, height: 1400 }, acceptDownloads: true });
const page = await context.newPage();
page.on('console', (message) => message.type() === 'error' && wrong.push(`console: ${message.text()}`));
page.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
page.on('request', (request) => /^(file|data|blob):/.test(request.url()) || wrong.push(`asks elsewhere: ${request.url()}`));
const address = pathToFileURL(join(resolve(folder), form)).href;
await page.goto(address);
const field = (code) => page.locator(`#form-fields [data-code=${code}]`).first();
const group = (name) => page.locator('fieldset', { has: page.locator(`legend:text-is("${name}")`) });

// What is missing and what is private is said at its field.
await page.click('.form-main');
expect((await page.locator('.form-wrong:not(:empty)').count()) >= 3, 'nothing is said to be missing');
expect((await page.evaluate(() => document.activeElement.dataset.code)) === 'title', 'the focus is not on the first field');
await field('title').fill('送教：音乐“小星星”');
await field('date').fill('2024-04-18');
await field('type').fill('送教');
await field('place').fill('多功能厅，电话13812345678');
await page.click('.form-main');
expect((await field('place').getAttribute('aria-invalid')) === 'true', 'a phone number is let through');
await field('place').fill('多功能厅');
await field('people').fill('王老师、李老师');
// What the checker would refuse is said before there is a package.
await field('time').fill('2节');
await field('attendance').fill('约20');
await page.click('.form-main');
for (const code of ['time', 'attendance']) expect((await field(code).getAttribute('aria-invalid')) === 'true', `${code} is let through`);
expect(await page.locator('#form-done').isHidden(), 'a package is made of what the checker refuses');
const read = await page.evaluate(() => {
  const { isFigure, isDay, isTime } = window.guidangCheck;
  return [
    ['20', '1,200', '０．５', '24人', '-3', '约20', '三', '2节', '12,34', '1e3', '.5'].map((text) => isFigure(text, '人', false)),
    ['2026-02-28', '2026/2/8', '2026年2月8日', '2026-02-30', '2026-2', '26-02-01', '1899-01-01'].map(isDay),
    ['8:00—11:30', '下午2点30分', '上午8：00至11：30', '8点半', '25:00', '2节', '8:61', '8:00—'].map(isTime),
  ].map((all) => all.map(Number).join(''));
});
expect(read.join(' ') === '11110000000 1110000 11110000', `read otherwise than by the checker: ${read}`);
await field('time').fill('8:00—11:30');
await field('attendance').fill('24');
await field('needs').fill('希望增加示范课。\n下学期再来。');
await group('数据').getByRole('button', { name: '添加一项' }).click();
await group('数据').locator('select').selectOption({ index: 1 });
await group('数据').locator('.form-row input').fill('约2');
await page.click('.form-main');
expect((await group('数据').locator('.form-row .form-wrong').innerText()) !== '', 'a wrong figure is let through');
await group('数据').locator('.form-row input').fill('2');
await group('其他').getByRole('button', { name: '添加一项' }).click();
await group('其他').locator('.form-row input').nth(0).fill('天气');
await group('其他').locator('.form-row input').nth(1).fill('晴');
await group('问题整改').getByRole('button', { name: '添加一项' }).click();
await group('问题整改').locator('[data-code=problem]').fill('玩教具不足');
await group('问题整改').locator('[data-code=due]').fill('2024-06-30');
await page.fill('#form-body', '## 活动过程\n\n唱了两首歌。\n');
await page.setInputFiles('#form-pick', photo);
await page.locator('#form-files li').waitFor();

// What was typed outlives a reload, but for the files.
await page.reload();
expect((await field('title').inputValue()) === '送教：音乐“小星星”', 'the draft is lost');
expect((await group('问题整改').locator('[data-code=problem]').inputValue()) === '玩教具不足', 'an item of the draft is lost');
await page.setInputFiles('#form-pick', photo);
await page.locator('#form-files li').waitFor();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
await page.evaluate(axe);
const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'], preload: false }));
for (const found of violations) wrong.push(`${found.id}: ${found.help}: ${found.nodes.slice(0, 2).map((node) => node.html.slice(0, 150)).join(' | ')}`);
for (const width of [360, 768]) {
  await page.setViewportSize({ width, height: 900 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide <= 0, `scrolls sideways by ${wide} px at ${width} px`);
}
await page.setViewportSize({ width: 1000, height: 1400 });
if (process.env.GUIDANG_SHOTS) await page.screenshot({ path: join(process.env.GUIDANG_SHOTS, 'form.png'), fullPage: true });
const [download] = await Promise.all([page.waitForEvent('download'), page.click('.form-main')]);
console.log(download.suggestedFilename());
await download.saveAs(target);
await browser.close();
wrong.forEach((line) => console.log(`WRONG ${line}`));
process.exit(wrong.length ? 1 : 0);
