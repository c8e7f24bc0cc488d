// Takes pictures of one page of each kind, or of the pages named: on a phone, a tablet and a desk, light and dark, and on
// paper (a PDF). With --sheets only contact sheets are kept: several pages in one picture, so that all can be looked at.
// Usage: node shots.mjs CHROMIUM SITE OUT [--sheets] [PATH ...]
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { onePageOfEachKind } from './kinds.mjs';

const [, , executablePath, folder, out, ...words] = process.argv;
const site = resolve(folder);
const wantsSheets = words.includes('--sheets');
const named = words.filter((word) => word !== '--sheets');
const paths = named.length ? named : onePageOfEachKind(site);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args: flags });
// A look: its name, the width of the window, the colours, the medium, and how many pages stand side by side on a contact sheet.
const looks = [
  ['phone', 360, 'light', 'screen', 7],
  ['phone-dark', 360, 'dark', 'screen', 7],
  ['tablet', 768, 'light', 'screen', 4],
  ['desk', 1440, 'light', 'screen', 2],
  ['desk-dark', 1440, 'dark', 'screen', 2],
  ['paper', 718, 'light', 'print', 4],
];
const TALLEST = 2600; // in px: of a longer page a contact sheet shows the beginning
const nameOf = (path) => path.replace(/\.html$/, '').replace(/[^\p{L}\p{N}]+/gu, '-');
const pictures = wantsSheets ? mkdtempSync(join(tmpdir(), 'guidang-shots-')) : out;
mkdirSync(out, { recursive: true });

async function takePictures([look, width, colorScheme, media]) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  await page.emulateMedia({ media, colorScheme });
  const taken = [];
  for (const path of paths) {
    const file = join(pictures, `${nameOf(path)}-${look}.png`);
    await page.goto(pathToFileURL(join(site, path)).href);
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    const height = wantsSheets ? Math.min(tall, TALLEST) : tall;
    await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width, height: Math.max(height, 1) } });
    if (media === 'print' && !wantsSheets) await page.pdf({ path: join(out, `${nameOf(path)}.pdf`), preferCSSPageSize: true });
    taken.push({ path, file });
  }
  await page.close();
  return taken;
}

/** Puts pictures side by side, a contact sheet for each row of them. */
async function putOnSheets([look, width, , , columns], taken) {
  const page = await browser.newPage({ viewport: { width: columns * (width + 16), height: 900 } });
  for (let from = 0; from < taken.length; from += columns) {
    const figures = taken.slice(from, from + columns).map(({ path, file }) => {
      const data = readFileSync(file).toString('base64');
      return `<figure><figcaption>${path}</figcaption><img src="data:image/png;base64,${data}"></figure>`;
    });
    await page.setContent(`<style>body{margin:0;display:flex;gap:16px;align-items:flex-start;background:#8a8a8a;font:20px sans-serif}
      figure{margin:0;width:${width}px}figcaption{padding:2px 6px;background:#ffd;overflow:hidden;white-space:nowrap}img{display:block}</style>${figures.join('')}`);
    await page.screenshot({ path: join(out, `${look}-${String(from / columns + 1).padStart(2, '0')}.png`), fullPage: true });
  }
  await page.close();
}

for (const look of looks) {
  const taken = await takePictures(look);
  if (wantsSheets) await putOnSheets(look, taken);
}
if (wantsSheets) {
  const list = paths.map((path) => `${path}\n`).join('');
  writeFileSync(join(out, 'pages.txt'), list);
  rmSync(pictures, { recursive: true });
}
await browser.close();
