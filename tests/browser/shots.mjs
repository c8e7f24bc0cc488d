// Takes screenshots of one page of each kind, or of the pages named: desktop, phone, dark, and print as PDF.
// Usage: node shots.mjs CHROMIUM SITE OUT [PATH ...]
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { onePageOfEachKind } from './kinds.mjs';

const [, , executablePath, folder, out, ...named] = process.argv;
const paths = named.length ? named : onePageOfEachKind(resolve(folder));
mkdirSync(out, { recursive: true });
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args: flags });
const looks = [['desktop', 1280, 'light'], ['phone', 360, 'light'], ['dark', 1280, 'dark']];
for (const path of paths) {
  const name = path.replace(/\.html$/, '').replace(/[^a-z0-9]+/gi, '-');
  for (const [look, width, colorScheme] of looks) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await page.goto(pathToFileURL(join(resolve(folder), path)).href);
    await page.screenshot({ path: join(out, `${name}-${look}.png`), fullPage: true });
    if (look === 'desktop') await page.pdf({ path: join(out, `${name}.pdf`), preferCSSPageSize: true });
    await page.close();
  }
}
await browser.close();
