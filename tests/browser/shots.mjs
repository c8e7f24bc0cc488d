// Screenshots of each page kind: desktop, phone, dark, and print as PDF.
// Usage: node shots.mjs SITE CHROMIUM OUT [PATH ...]
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , folder, executablePath, out, ...paths] = process.argv;
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
