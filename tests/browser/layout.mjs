// Looks at the layout of pages in a real Chromium, at 360, 768, 1024 and 1440 px: no page scrolls sideways, no text overlaps
// another, no text stands in a column of less than four characters, the text of charts keeps its size and its place, and
// what is touched is 24 px high and wide or stands apart (WCAG 2.2, 2.5.8). Prints each error on a line.
// Usage: node layout.mjs CHROMIUM SITE [PAGE…]; without pages, the heaviest one of each kind.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { onePageOfEachKind } from './kinds.mjs';

const [, , executablePath, folder, ...named] = process.argv;
const site = resolve(folder);
const pages = named.length ? named : onePageOfEachKind(site);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args: flags });
const wrong = [];

/** Runs in the page: what is wrong with its layout. */
function faults(width) {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
    found.push(`is ${root.scrollWidth} px wide at ${width} px: ${wide.slice(0, 2).map((element) => `${element.tagName}.${element.className}`)}`);
  }
  // The visible part of a box: what its ancestors do not clip.
  const visible = (box, element) => {
    let { left, top, right, bottom } = box;
    for (let at = element; at && at !== root; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.visibility === 'hidden' || style.opacity === '0' || at.classList.contains('hidden')) return null;
      if (style.overflowX !== 'visible' || style.clip !== 'auto') {
        const edge = at.getBoundingClientRect();
        [left, top, right, bottom] = [Math.max(left, edge.left), Math.max(top, edge.top), Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
      }
    }
    return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : null;
  };
  // The lines of each text, as boxes of the height of its letters.
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim(), element = node.parentElement;
    if (!text || /^(script|style|noscript|option|title|desc)$/i.test(element.tagName) || !element.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(element).fontSize);
    const lines = new Set();
    for (const box of range.getClientRects()) {
      const shown = visible(box, element);
      if (!shown) continue;
      lines.add(Math.round(box.top));
      const middle = (box.top + box.bottom) / 2, scale = element.closest('svg') ? box.height / size / 1.2 : 1;
      boxes.push({ left: shown.left, right: shown.right, top: middle - size * scale * .42, bottom: middle + size * scale * .42, text, node });
    }
    if (!/[\u3400-\u9fff]/.test(text) || lines.size < 2 || element.closest('svg')) continue;
    let column = element;
    while (/^(inline|contents)$/.test(getComputedStyle(column).display)) column = column.parentElement;
    const style = getComputedStyle(column);
    const room = (column.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)) / size;
    if (room < 3.9) found.push(`stands in a column of ${room.toFixed(1)} characters: ${text.slice(0, 30)}`);
  }
  boxes.sort((one, other) => one.top - other.top);
  for (let at = 0; at < boxes.length; at++) {
    const one = boxes[at];
    for (let next = at + 1; next < boxes.length && boxes[next].top < one.bottom - 2; next++) {
      const other = boxes[next];
      if (other.node !== one.node && Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 && Math.min(one.bottom, other.bottom) - other.top > 2) {
        found.push(`“${one.text.slice(0, 30)}” overlaps “${other.text.slice(0, 30)}”`);
      }
    }
  }
  // The text of a chart for screens keeps its size on every one, and stays in its chart.
  for (const text of document.querySelectorAll('svg.chart.fluid text')) {
    if (!text.checkVisibility()) continue;
    const chart = text.closest('svg.chart');
    const box = text.getBoundingClientRect(), edge = chart.getBoundingClientRect();
    if (box.height < 12) found.push(`is only ${box.height.toFixed(1)} px high in a chart: ${text.textContent.slice(0, 30)}`);
    if (box.left < edge.left - 2 || box.right > edge.right + 2) found.push(`leaves its chart: ${text.textContent.slice(0, 30)}`);
  }
  // A smaller target must not come nearer than 24 px, from middle to edge or middle, to another one; links within a
  // sentence or a line of text are excepted.
  const targets = [];
  for (const element of document.querySelectorAll('a[href], button, select, summary, input')) {
    const style = getComputedStyle(element);
    if (!element.checkVisibility() || element.classList.contains('skip')) continue;
    const box = element.getBoundingClientRect();
    const isSmall = box.width < 23.5 || box.height < 23.5;
    const parent = element.parentElement;
    const isInText = style.display === 'inline' && parent.textContent.trim().length > element.textContent.trim().length;
    targets.push({ element, box, isSmall: isSmall && !isInText && !element.closest('.prose, svg') });
  }
  for (const { element, box, isSmall } of targets) {
    if (!isSmall) continue;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const near = targets.find((other) => {
      if (other.element === element || other.element.contains(element) || element.contains(other.element)) return false;
      const across = Math.max(other.box.left - x, x - other.box.right, 0), along = Math.max(other.box.top - y, y - other.box.bottom, 0);
      return Math.hypot(across, along) < 11.5;
    });
    if (near) found.push(`a small target next to another: ${element.outerHTML.slice(0, 80)} beside ${near.element.outerHTML.slice(0, 80)}`);
  }
  return found.slice(0, 8);
}

for (const width of [360, 768, 1024, 1440]) {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  for (const path of pages) {
    await page.goto(pathToFileURL(join(site, path)).href);
    for (const fault of await page.evaluate(faults, width)) wrong.push(`${path} (${width} px): ${fault}`);
  }
  await context.close();
}
await browser.close();
wrong.slice(0, 80).forEach((line) => console.log(`WRONG ${line}`));
console.log(`${pages.length} pages looked at`);
process.exit(wrong.length ? 1 : 0);
