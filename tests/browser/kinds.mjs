// The kinds of pages of a site.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

// The page of a record and that of a term are kinds of their own; names of schools, pairs, plans and records are not.
const kindOf = (path) => path
  .replace(/^((?:print\/)?)(schools|pairs|counties)\/[^/]+\//, '$1$2/*/')
  .replace(/plans\/[^/*]+\//, 'plans/*/')
  .replace(/terms\/[^/*]+\//, 'terms/*/')
  .replace(/(?<=\/)(?!index\.html$)[^/]+\.html$/, '*.html');

/** The heaviest page of each kind, sorted. */
export function onePageOfEachKind(site) {
  const heaviest = new Map();
  for (const path of readdirSync(site, { recursive: true }).filter((it) => it.endsWith('.html')).sort()) {
    const kind = path.includes('/') ? kindOf(path) : path;
    const { size } = statSync(join(site, path));
    if (size > (heaviest.get(kind)?.size ?? 0)) heaviest.set(kind, { path, size });
  }
  return [...heaviest.values()].map((it) => it.path).sort();
}
