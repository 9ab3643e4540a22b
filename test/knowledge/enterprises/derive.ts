import { derivedFactSchema, type DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';
import { builtInDerived } from '~/knowledge/enterprises/derived-catalogue';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import { isExact } from '~/knowledge/enterprises/fact-value';
import { formatDecimal } from '~/knowledge/enterprises/exact-number';
import { parseFacts } from '~/knowledge/enterprises/parse-facts';

/** Facts as a test writes them; a wrong one fails the test. */
export function factsOf(raw: Record<string, unknown>, asOf = '2026-11-22') {
  const { facts, problems } = parseFacts(raw, {
    catalogue: builtInCatalogue,
    derivedKeys: builtInDerived,
    asOf,
  });
  if (Object.keys(problems).length > 0) throw new Error(JSON.stringify(problems));
  return facts;
}

/** Derives a value in plain form: decimals as text, bounds and classes as they are, missing keys. */
export function derive(
  fact: string | DerivedFactInput,
  raw: Record<string, unknown>,
  { asOf = '2026-11-22', others = [] as DerivedFactInput[] } = {},
) {
  const own = [...others, ...(typeof fact === 'string' ? [] : [fact])].map((input) =>
    derivedFactSchema.parse(input),
  );
  const derived = new Map([...builtInDerived, ...own.map((item) => [item.key, item] as const)]);
  const reader = openFactReader(factsOf(raw, asOf), { catalogue: builtInCatalogue, derived, at: asOf });
  const { value, low, high, among, missing } = reader.read(typeof fact === 'string' ? fact : fact.key);
  return {
    ...(value !== undefined && { value: isExact(value) ? formatDecimal(value) : value }),
    ...(low && { low: formatDecimal(low) }),
    ...(high && { high: formatDecimal(high) }),
    ...(among && { among }),
    ...(missing.length > 0 && { missing: [...new Set(missing.map(({ key }) => key))] }),
  };
}
