// Prints pages of a site in a real Chromium and says on how many sheets each comes out, a number a line.
// Usage: node sheets.mjs CHROMIUM SITE PAGE…
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , executablePath, folder, ...pages] = process.argv;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const browser = await chromium.launch({ executablePath, args: flags });
const page = await (await browser.newContext()).newPage();
for (const path of pages) {
  const [file, anchor] = path.split('#');
  const url = pathToFileURL(join(resolve(folder), file));
  if (anchor) url.hash = anchor;
  await page.goto('about:blank');
  await page.goto(url.href);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  console.log((pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) || []).length);
}
await browser.close();
