// What the tests of the local app share: the program itself, a window of it, and the hands of a person.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--lang=zh-CN'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.GUIDANG_SHOTS;

export const wrong = [];
const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));
process.on('uncaughtException', async (error) => {
  wrong.push(error.stack);
  const pages = opened ? opened.contexts().flatMap((context) => context.pages()) : [];
  if (shots) for (const page of pages) await page.screenshot({ path: join(shots, 'failed.png') }).catch(() => undefined);
  end();
});
export const expect = (holds, what) => holds || wrong.push(what);
let opened;
export async function launch(executablePath) {
  opened = await chromium.launch({ executablePath, args: flags });
  return opened;
}

/** Starts the program in a folder; answers with the address that it prints and a way to end it. */
export function program(binary, folder, port) {
  const child = spawn(binary, ['serve', '--edit', '--port', String(port || 0)], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  children.add(child);
  const ended = new Promise((done) => child.on('exit', done));
  const address = new Promise((done, refuse) => {
    child.stdout.on('data', (part) => {
      told += part;
      const found = told.match(/http:\/\/127\.0\.0\.1:(\d+)\/_guidang\/enter\?key=\S+/);
      if (found) done({ url: found[0], port: Number(found[1]) });
    });
    child.stderr.on('data', (part) => { told += part; });
    ended.then(() => refuse(new Error(`the program ended: ${told}`)));
  });
  return { address, kill: async () => { child.kill('SIGKILL'); await ended; } };
}

/** A window that notes every error of the page and every request to somebody else. */
export async function open(context, url) {
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  const host = new URL(url).host;
  page.on('console', (message) => {
    // A refusal or a program that was killed is shown by the page and listed here by the browser.
    if (message.type() === 'error' && !/status of 4\d\d|ERR_/.test(message.text())) wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
  page.on('request', (request) => /^(data|blob):/.test(request.url()) || new URL(request.url()).host === host || wrong.push(`asks elsewhere: ${request.url()}`));
  await page.goto(url);
  await page.locator('main h1').waitFor();
  return page;
}

export const field = (page, code) => page.locator(`#editor-form [data-code=${code}]`).first();
export const group = (page, code) => page.locator(`#editor-form [data-group=${code}]`).first();
export const add = (page, code) => group(page, code).locator(':scope > .form-small').click();

/** Opens the form of a kind for a school, as the page of choices does. */
export async function begin(page, kind, school) {
  await page.locator('#nav a[href="#/new"]').click();
  if (school) await page.locator('#new-school').selectOption({ label: school });
  await page.locator(`.card[href*="kind=${kind}"]`).first().click();
  await page.locator('#editor-form').waitFor();
}
export async function save(page) {
  // A check that was made before the program had read the last record is made again after it.
  await page.waitForTimeout(500);
  await page.waitForFunction(() => !document.querySelector('.as-jump.is-wrong:not([hidden])'), undefined, { timeout: 5000 }).catch(() => undefined);
  await page.evaluate(() => { document.getElementById('notice').textContent = ''; });
  await page.locator('.save-bar .button.main').click();
  await page.waitForFunction(() => document.getElementById('notice').textContent || document.querySelector('dialog'));
  const refused = await page.locator('dialog').count() ? await page.locator('dialog').innerText() : '';
  expect(!refused, `not saved: ${refused}`);
  if (refused) throw new Error(refused);
  await page.locator('main.view-record:not([aria-busy]) .save-bar').waitFor();
}

/** Drops files on the page from another window. */
export async function drop(page, files) {
  const given = files.map(({ name, type, path }) => ({ name, type, bytes: readFileSync(path).toString('base64') }));
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, type, bytes } of all) data.items.add(new File([Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))], name, { type }));
    return data;
  }, given);
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}

/** What axe finds on the page as it is shown, and whether it scrolls sideways; a picture where one is asked for. */
export async function look(page, name, runOnly) {
  if (shots) {
    await page.evaluate(() => { document.getElementById('notice').classList.remove('is-shown'); document.activeElement.blur(); window.scrollTo(0, 0); });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(shots, `${name}.png`) });
  }
  await page.evaluate(axe).catch(() => page.addScriptTag({ content: axe }));
  const { violations } = await page.evaluate((chosen) => window.axe.run({ resultTypes: ['violations'], preload: false, ...chosen }), runOnly && { runOnly });
  for (const found of violations) wrong.push(`${name}: ${found.id}: ${found.help}: ${found.nodes.slice(0, 2).map((node) => node.html.slice(0, 150)).join(' | ')}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide <= 0, `${name}: scrolls sideways by ${wide} px`);
}

export function end() {
  wrong.slice(0, 60).forEach((line) => console.log(`WRONG ${line}`));
  process.exit(wrong.length ? 1 : 0);
}
