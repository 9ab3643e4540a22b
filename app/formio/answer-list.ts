import { meetsFilters, sortItems } from './match-filters';
import type { ListQuery } from './read-list-query';

type Item = Record<string, unknown> & { _id: string };

/** The part of a list that was asked for, and where it stands in the whole. */
export interface ListPage<One> {
  items: One[];
  skip: number;
  total: number;
}

/** Filters, sorts and cuts a list. */
export function cutList<One extends Item>(items: readonly One[], query: ListQuery): ListPage<One> {
  const met = items.filter((item) => meetsFilters(item, query.filters));
  const sorted = sortItems(met, query.sort);
  return {
    items: sorted.slice(query.skip, query.skip + query.limit),
    skip: query.skip,
    total: met.length,
  };
}

/** 206 for a part, 200 for the whole, each with its Content-Range (`0-9/25`, or `*` for no item at all). */
export function listResponse({ items, skip, total }: ListPage<unknown>): Response {
  const range = items.length === 0 ? '*' : `${skip}-${skip + items.length - 1}`;
  return Response.json(items, {
    status: items.length > 0 && items.length < total ? 206 : 200,
    headers: { 'Content-Range': `${range}/${total}` },
  });
}
