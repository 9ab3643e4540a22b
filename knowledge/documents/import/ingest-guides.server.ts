import type { IngestResult } from '../ingest-document.server';
import { saveDocument, type IngestOptions, type SaveDependencies } from '../save-document.server';
import type { GuideMapping } from './guide-field';
import { guideDocument } from './guide-document.server';
import { readGuideItems, type GuideItem } from './read-guide-items';
import type { ImportTable } from './import-table';

/**
 * Takes a table of service guides in, a document an item, and yields a result for each row in the table's order: what
 * can't be taken doesn't stop the others. Each document keeps its own row as its source file. Running it again changes
 * nothing where the rows are the same; an item whose row changed becomes a new version.
 */
export async function* ingestGuides(
  deps: SaveDependencies,
  { name, table }: { name: string; table: ImportTable },
  mapping: GuideMapping,
  options: IngestOptions,
): AsyncGenerator<IngestResult> {
  const { items, errors } = readGuideItems(table.rows, mapping);
  const source = new Map(table.rows.map((row) => [row.number, row]));
  const steps = [...items, ...errors, ...table.unreadable].sort((a, b) => a.row - b.row);
  for (const step of steps) {
    const place = `${name}#${step.row}`;
    if ('reason' in step) {
      yield { name: place, outcome: 'refused', reason: step.reason };
      continue;
    }
    const bytes = new TextEncoder().encode(JSON.stringify(source.get(step.row)?.values ?? {}, null, 2));
    const file = { name: `${step.title}.json`, bytes };
    yield {
      name: place,
      ...(await saveDocument(deps, file, guideDocument(step), withDefaults(step, options))),
    };
  }
}

/** A region or issuer of the whole import only stands in for what a row does not tell. */
function withDefaults(item: GuideItem, options: IngestOptions): IngestOptions {
  const { region, issuer, ...rest } = options;
  return {
    ...rest,
    ...(item.region === null && region !== undefined && { region }),
    ...(item.department === null && issuer !== undefined && { issuer }),
  };
}
