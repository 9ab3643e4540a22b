import type { FactReader } from '../../enterprises/fact-reader';

/** The widest group: every firm of the city. */
export const allFirms = '';

/**
 * The groups of similar firms that a firm lies in, the narrowest first: same industry section, size and district; same
 * section and size; same section; all. A group whose mark isn't known of the firm is left out.
 */
export function groupsOf(reader: FactReader): string[] {
  const text = (key: string) => {
    const { value } = reader.read(key);
    return typeof value === 'string' ? value : null;
  };
  const section = text('industry.code')?.slice(0, 1) ?? null;
  const size = section === null ? null : text('size');
  const district = size === null ? null : text('region.code');
  return [
    ...(district === null ? [] : [`${section}/${size}/${district}`]),
    ...(size === null ? [] : [`${section}/${size}`]),
    ...(section === null ? [] : [section]),
    allFirms,
  ];
}
