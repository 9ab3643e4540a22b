import type { FactDefinition } from './fact-definition';
import { formatDecimal, multiplyExact, parseDecimal, exact } from './exact-number';

const multiples: Record<string, number> = {
  '': 1,
  万: 10_000,
  百万: 1_000_000,
  千万: 10_000_000,
  亿: 100_000_000,
};

/**
 * Turns what a person typed into the form that `parseFactValue` checks: 248万 and 2,480,000 become "2480000", 3% becomes
 * "0.03". What can't be read is passed on as it is, so that the check says what would be right.
 */
export function parseTypedValue(definition: FactDefinition, typed: string): unknown {
  const text = typed.normalize('NFKC').trim();
  switch (definition.type) {
    case 'money': {
      const found = /^(-?[\d,]+(?:\.\d+)?)\s*(百万|千万|万|亿)?\s*元?$/.exec(text);
      const figure = found && parseDecimal((found[1] ?? '').replaceAll(',', ''));
      return figure ? formatDecimal(multiplyExact(figure, exact(multiples[found[2] ?? ''] ?? 1)), 18) : text;
    }
    case 'count': {
      const found = /^(-?[\d,]+(?:\.\d+)?)\s*\p{L}*$/u.exec(text);
      return found ? Number((found[1] ?? '').replaceAll(',', '')) : text;
    }
    case 'number': {
      const found = /^(-?\d+(?:\.\d+)?)\s*\p{L}*$/u.exec(text);
      return found?.[1] ?? text;
    }
    case 'share': {
      const found = /^(\d+(?:\.\d+)?)\s*%$/.exec(text);
      const figure = found && parseDecimal(found[1] ?? '');
      return figure ? formatDecimal({ ...figure, denominator: figure.denominator * 100n }, 18) : text;
    }
    case 'boolean':
      return text === 'true' || text === '是' ? true : text === 'false' || text === '否' ? false : text;
    case 'credit-code':
    case 'industry':
      return text.toUpperCase();
    default:
      return text;
  }
}
