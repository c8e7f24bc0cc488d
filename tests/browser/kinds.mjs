// The kinds of pages of a site.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

// The page of a record and that of a term are kinds of their own; names of schools, pairs, plans and records are not.
const kindOf = (path) => path
  .replace(/^((?:print\/|catalogue\/)?)(schools|pairs|counties)\/[^/]+\//, '$1$2/*/')
  .replace(/^(catalogue\/.*?)(folders|boxes)-[^/]+$/, '$1$2')
  .replace(/^catalogue\/\d+\.html$/, 'catalogue/year')
  .replace(/plans\/[^/*]+\//, 'plans/*/')
  .replace(/terms\/[^/*]+\//, 'terms/*/')
  .replace(/(?<=\/)(?!index\.html$)[^/]+\.html$/, '*.html');

/** Whether a page stands at a former address and leads to the new one at once. */
const leadsElsewhere = (site, path) => readFileSync(join(site, path), 'utf8').includes('http-equiv="refresh"');

/** The pages of each kind, from the lightest to the heaviest; without those that lead to another. */
function pagesByKind(site) {
  const kinds = new Map();
  for (const path of readdirSync(site, { recursive: true }).filter((name) => name.endsWith('.html')).sort()) {
    if (leadsElsewhere(site, path)) continue;
    const kind = path.includes('/') ? kindOf(path) : path;
    if (!kinds.has(kind)) kinds.set(kind, []);
    kinds.get(kind).push({ path, size: statSync(join(site, path)).size });
  }
  for (const pages of kinds.values()) pages.sort((one, other) => one.size - other.size);
  return [...kinds.values()];
}

/** The heaviest page of each kind, sorted; with `most`, the heaviest of up to so many bytes, or else the lightest. */
export function onePageOfEachKind(site, most = Infinity) {
  const chosen = pagesByKind(site).map((pages) => pages.filter((page) => page.size <= most).pop() ?? pages[0]);
  return chosen.map((page) => page.path).sort();
}

/** So many pages of each kind, from the lightest to the heaviest, evenly spread; sorted. */
export function pagesOfEachKind(site, count) {
  const chosen = pagesByKind(site).flatMap((pages) => {
    const step = Math.max(1, (pages.length - 1) / (count - 1));
    const wanted = new Set([...Array(count).keys()].map((place) => Math.round(place * step)));
    return pages.filter((_, place) => wanted.has(place));
  });
  return chosen.map((page) => page.path).sort();
}
