// Searches a built site from file:// in a real Chromium and prints each error on a line.
// Usage: node search.mjs CHROMIUM SITE
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , executablePath, folder] = process.argv;
const start = pathToFileURL(join(resolve(folder), 'search.html'));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--allow-file-access-from-files=false'];
const browser = await chromium.launch({ executablePath, args: flags });
const wrong = [];
const same = (got, want, what) => JSON.stringify(got) === JSON.stringify(want) || wrong.push(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
const is = (truth, what) => truth || wrong.push(what);

const context = await browser.newContext({ viewport: { width: 900, height: 800 } });
const page = await context.newPage();
page.on('console', (it) => it.type() === 'error' && wrong.push(`console: ${it.text()}`));
page.on('pageerror', (it) => wrong.push(`script: ${it.message}`));
page.on('dialog', (it) => { wrong.push(`a dialog: ${it.message()}`); it.dismiss(); });
page.on('requestfailed', (it) => it.failure()?.errorText === 'net::ERR_ABORTED' || wrong.push(`not loaded: ${it.url()}`));
page.on('request', (it) => it.url().startsWith('file:') || it.url().startsWith('data:') || wrong.push(`asks elsewhere: ${it.url()}`));
const open = async (query) => {
  const url = new URL(start);
  url.search = query;
  await page.goto(url.href);
  if (query) await page.waitForSelector('#search-results li');
};
const settled = (text) => page.waitForFunction((it) => document.getElementById('search-count').textContent.includes(it), text, { timeout: 8000 });
const titles = () => page.$$eval('#search-results a', (all) => all.map((it) => it.textContent));
const total = (query, options) => page.evaluate(([it, of]) => window.guidangSearch(it, of).then((found) => found.total), [query, options]);

// Recall: random parts of every text, compared with a plain scan of all texts.
await open('');
const missed = await page.evaluate(async () => {
  const state = await window.guidang.search('', {});
  const texts = [];
  for (const doc of state.hits) {
    const hit = await window.guidang.hit(doc, []);
    texts.push({ path: hit.path, title: hit.title.map((it) => it[0]).join('') });
  }
  // The shards themselves, without the engine.
  const shards = [], own = window.guidangPut;
  window.guidangPut = (name, value) => { shards.push([name, value]); own(name, value); };
  for (let at = 0, more = true; more && at * 32 < texts.length; at++) {
    await new Promise((done) => {
      const script = document.createElement('script');
      script.src = 'search/text-' + at + '.js';
      script.onload = done;
      script.onerror = () => { more = false; done(); };
      document.head.append(script);
    });
  }
  window.guidangPut = own;
  const byPath = texts.sort((one, other) => (one.path < other.path ? -1 : 1));
  [].concat(...shards.sort((one, other) => one[0].slice(5) - other[0].slice(5)).map((it) => it[1])).forEach((text, at) => { byPath[at].text = text; });
  let seed = 7;
  const chance = (below) => (seed = (seed * 48271) % 2147483647) % below;
  const wrong = [];
  for (let turn = 0; turn < 2000; turn++) {
    const runs = byPath[chance(byPath.length)].text.match(/[\u3400-\u9fff\u{20000}-\u{3ffff}]+/gu) || ['教'];
    const chars = Array.from(runs[chance(runs.length)]), length = Math.min(chars.length, 1 + chance(8)), from = chance(chars.length - length + 1);
    const part = chars.slice(from, from + length).join('');
    // A name of a school finds its other names too.
    if (/实幼|清河园|幼儿园/.test(part)) continue;
    const want = byPath.filter((it) => it.title.includes(part) || it.text.includes(part)).map((it) => it.path).sort();
    const got = (await window.guidangSearch(part)).paths.sort();
    if (JSON.stringify(got) !== JSON.stringify(want)) wrong.push(`${part}: ${got.length}, not ${want.length}`);
  }
  return { wrong: wrong.slice(0, 9), texts: byPath.filter((it) => it.text).length };
});
same(missed.wrong, [], 'random parts');
is(missed.texts > 400, `only ${missed.texts} texts`);

// Latin words match by their beginning, with width and case folded, and words are separated by spaces.
same(await total('smartb'), 1, 'a beginning');
same(await total('board'), 0, 'no beginning');
same(await total('word2016'), 1, 'folded text');
same(await total('ＷＯＲＤ２０'), 1, 'folded query');
same(await total('2024年6月30日'), 1, 'a day');
same(await total('第12次活动 送教下乡'), 1, 'two words');
same(await total('第12次活动 绝无此语'), 0, 'two words, one of them nowhere');
same(await total('，'), 0, 'marks alone');
same(await total('绝无此语'), 0, 'what is nowhere');
is(await total('㙍口') > 10 && await total('𠮷') > 10, 'rare characters');

// Filters, and their state in the URL.
const all = await total('送教下乡', { kind: '活动' }), one = await total('送教下乡', { kind: '活动', school: '云岭县实验幼儿园' });
is(one > 0 && one < all, `a school: ${one} of ${all}`);
await open('?q=' + encodeURIComponent('送教下乡') + '&type=' + encodeURIComponent('专题讲座'));
same(await page.inputValue('#q'), '送教下乡', 'the address says what to look for');
same(await page.$eval('select[name=type]', (it) => it.value), '专题讲座', 'the address says by what to choose');
await settled('找到' + (await total('送教下乡', { type: '专题讲座' })) + '条');
is(await page.$eval('select[name=school]', (it) => /\(\d+\)$/.test(it.options[1].text)), 'choices have counts');
await page.selectOption('select[name=sort]', 'newest');
await page.waitForFunction(() => location.search.includes('sort=newest'));
await page.goBack();
await page.waitForFunction(() => !location.search.includes('sort=') && document.querySelector('select[name=sort]').value === 'best');

// Markup in a title is shown as text, and the words searched for are highlighted.
await open('?q=' + encodeURIComponent('alert'));
same(await titles(), ['<script>alert(1)</script>与“${x}”`'], 'a title with markup');
same(await page.$$eval('#search-results mark', (it) => it.map((one) => one.textContent)), ['alert'], 'marks');
await open('?q=' + encodeURIComponent('word20'));
same(await page.$eval('.hit-text mark', (it) => it.textContent), 'Ｗｏｒｄ２０', 'marks are where the letters are');
await open('?q=' + encodeURIComponent('第3'));
is((await titles())[0].includes('第3'), 'titles come first');

// Keys: slash from anywhere, arrows, Esc, Enter.
await page.goto(new URL('index.html', start).href);
await page.keyboard.press('/');
await page.keyboard.type('第39次活动');
await page.keyboard.press('Enter');
await page.waitForSelector('#search-results li');
is(page.url().includes('search.html?q='), 'the box of a page leads to the search');
await page.keyboard.press('/');
same(await page.evaluate(() => document.activeElement.id), 'q', 'slash leads to the box');
await page.keyboard.press('ArrowDown');
same(await page.evaluate(() => document.activeElement.textContent), '第39次活动', 'down leads to the first');
await page.keyboard.press('Escape');
same(await page.evaluate(() => document.activeElement.id), 'q', 'Esc leads back');
await page.keyboard.press('ArrowDown');
await page.keyboard.press('Enter');
await page.waitForFunction(() => document.querySelector('h1').textContent.includes('第39次活动'));

// Twenty results at a time; nothing changes during the composition of an input method.
await open('?q=' + encodeURIComponent('学'));
await settled('找到' + (await total('学')).toLocaleString('en-US') + '条');
same((await titles()).length, 20, 'twenty at first');
await page.click('#search-more');
await page.waitForFunction(() => document.querySelectorAll('#search-results li').length === 40);
await page.evaluate(() => {
  const box = document.getElementById('q');
  box.dispatchEvent(new CompositionEvent('compositionstart'));
  box.value = 'jieda';
  box.dispatchEvent(new InputEvent('input'));
});
await page.waitForTimeout(200);
same((await titles()).length, 40, 'composing');
await page.evaluate(() => {
  const box = document.getElementById('q');
  box.value = '绝无此语';
  box.dispatchEvent(new CompositionEvent('compositionend'));
});
await settled('没有找到');
same((await titles()).length, 0, 'nothing found');
await context.close();

// Without scripts the page says so and links to the lists; at 360 px nothing overflows.
for (const javaScriptEnabled of [true, false]) {
  const other = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
  const narrow = await other.newPage();
  await narrow.goto(start.href + '?q=' + encodeURIComponent('送教'));
  if (javaScriptEnabled) await narrow.waitForSelector('#search-results li');
  same(await narrow.isVisible('#search-off'), !javaScriptEnabled, 'what is said without scripts');
  same(await narrow.isVisible('#search'), javaScriptEnabled, 'the box without scripts');
  is(await narrow.evaluate(() => document.documentElement.scrollWidth <= 360), 'scrolls sideways at 360 px');
  await other.close();
}
await browser.close();
wrong.slice(0, 40).forEach((it) => console.log(`WRONG ${it}`));
process.exit(wrong.length ? 1 : 0);
