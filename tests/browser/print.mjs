// Prints pages to PDF. Usage: node print.mjs CHROMIUM SITE OUT PATH...
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , executablePath, folder, out, ...paths] = process.argv;
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
for (const path of paths) {
  await page.goto(pathToFileURL(join(resolve(folder), path)).href);
  await page.pdf({ path: join(out, `${path.replace(/\.html$/, '').replaceAll('/', '-')}.pdf`), preferCSSPageSize: true });
}
await browser.close();
