/** The fields of an entry's form as they were sent; checked by `entryInputSchema`. */
export interface EntryFields {
  kind: string;
  term: string;
  targets: string[];
  weight: number;
  note: string;
}

/** What a form or a link (`?new=synonym&term=…&targets=…`) says of an entry; targets are parted by ； or line breaks. */
export function readEntryForm(field: (name: string) => string): EntryFields {
  const weight = field('weight').trim();
  return {
    kind: field('kind'),
    term: field('term').trim(),
    targets: field('targets')
      .split(/[；;\n|]/)
      .map((target) => target.trim())
      .filter((target) => target !== ''),
    weight: weight === '' ? 0.8 : Number(weight),
    note: field('note').trim(),
  };
}
