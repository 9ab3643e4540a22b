/** A page of a list that is ordered by id, and the cursor of the next. */
export function pageOf<Item extends { id: string }>(
  items: readonly Item[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): { items: Item[]; nextCursor?: string } {
  const from = cursor === undefined ? 0 : items.findIndex(({ id }) => id > cursor);
  const page = from < 0 ? [] : items.slice(from, from + limit);
  const last = page.at(-1);
  const isMore = last !== undefined && items.at(-1)?.id !== last.id;
  return { items: page, ...(isMore && { nextCursor: last.id }) };
}
