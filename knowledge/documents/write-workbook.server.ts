/**
 * Writes one sheet as XLSX. Every cell is text, so that no spreadsheet takes one for a formula, rounds an account's number
 * or an amount; columns named in `numbers` hold decimals and are written as figures.
 */
export async function writeWorkbook(
  name: string,
  rows: readonly (readonly string[])[],
  { numbers = [] }: { numbers?: readonly number[] } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { utils, write } = await import('@e965/xlsx');
  const cells = rows.map((row, line) =>
    row.map((text, column) =>
      line > 0 && numbers.includes(column) && /^-?\d{1,13}(\.\d{1,2})?$/.test(text)
        ? { t: 'n' as const, v: Number(text), z: '#,##0.00' }
        : { t: 's' as const, v: text },
    ),
  );
  const sheet = utils.aoa_to_sheet(cells);
  sheet['!cols'] = (rows[0] ?? []).map((_, column) => ({
    wch: Math.min(60, Math.max(...rows.map((row) => widthOf(row[column] ?? '')))),
  }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, name.slice(0, 31));
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

/** Chinese characters are twice as wide. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u00ff' ? 2 : 1), 2);
}
