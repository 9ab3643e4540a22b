import industries from './industries.json';

/**
 * GB/T 4754-2017 with its first amendment: 20 sections, 97 divisions, 473 groups and 1,381 classes. The standard counts
 * 1,382 classes; which one is missing from the public lists that this table was made of is unknown.
 */
const names: Readonly<Record<string, string>> = industries;

/** The name of an industry code with its section letter (`I`, `I65`, `I651`, `I6513`); null when there is none. */
export function industryName(code: string): string | null {
  return Object.hasOwn(names, code) ? (names[code] ?? null) : null;
}

/**
 * Whether the text can be an industry code with its section letter. Groups and classes are taken by their division: the
 * table lacks one class, and licences from before 2017 carry classes that the standard has since renumbered.
 */
export function isIndustryCode(code: string): boolean {
  return (
    industryName(code) !== null || (/^[A-T]\d{3,4}$/.test(code) && industryName(code.slice(0, 3)) !== null)
  );
}

/** Every code, in the standard's order. */
export function industryCodes(): string[] {
  return Object.keys(names);
}

/** Whether one industry lies under another or is the same: `I6513` lies under `I651`, `I65` and `I`. */
export function isIndustryWithin(code: string, ancestor: string): boolean {
  return code.startsWith(ancestor);
}

/** The section letter over a division of two digits: `65` lies in `I`; null when there is no such division. */
export function sectionOfDivision(division: string): string | null {
  const sections = [...'ABCDEFGHIJKLMNOPQRST'];
  return sections.find((section) => Object.hasOwn(names, `${section}${division}`)) ?? null;
}
