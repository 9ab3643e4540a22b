import type { Bound } from '../figures/figure';

const filler = String.raw`(?:\s|(?:about|a total of|the|rmb|cny)\b)*$`;
/** Words may stand between `maximum` and its figure: a maximum annual subsidy per firm of RMB 500,000. */
const words = String.raw`(?:[^,.;:!?\d]{0,60})$`;

const lead: [Bound, RegExp][] = [
  [
    'at-most',
    new RegExp(
      String.raw`\b(?:up to|at most|(?:no|not) (?:more|higher|greater|later|longer|larger) than|(?:not|never|without) (?:to )?exceed(?:ing|s)?|within|inside|(?:capped|limited) (?:at|to)|cap of|ceiling of|maximum of)${filler}`,
      'i',
    ),
  ],
  [
    'at-least',
    new RegExp(
      String.raw`\b(?:at least|(?:no|not) (?:less|fewer|lower|smaller) than|minimum of|floor of|reach(?:es|ed|ing)?|a full)${filler}`,
      'i',
    ),
  ],
  [
    'below',
    new RegExp(
      String.raw`\b(?:less than|fewer than|below|under|lower than|smaller than|short of)${filler}`,
      'i',
    ),
  ],
  [
    'above',
    new RegExp(
      String.raw`\b(?:more than|over|above|exceed(?:ing|s)?|greater than|higher than|in excess of|beyond)${filler}`,
      'i',
    ),
  ],
  [
    'at-most',
    new RegExp(String.raw`\b(?:maximum|capped|ceiling|at most|highest|upper limit|cap)\b${words}`, 'i'),
  ],
  ['at-least', new RegExp(String.raw`\b(?:minimum|lowest|lower limit|at least)\b${words}`, 'i')],
];
const trail: [Bound, RegExp][] = [
  [
    'at-most',
    /^\s*(?:\(?(?:inclusive\)?,?\s)?(?:or|and) (?:less|fewer|below|under|lower)|at (?:the )?most|(?:at )?maximum|max\b)/i,
  ],
  [
    'at-least',
    /^\s*(?:\(?(?:inclusive\)?,?\s)?(?:or|and) (?:more|above|over|higher|longer)|at least|minimum)/i,
  ],
];

/** Whether the words around a figure in English make it a ceiling or a floor; null when they leave it as it is. */
export function boundAroundEnglish(text: string, start: number, end: number): Bound | null {
  const [before, after] = [text.slice(Math.max(0, start - 90), start), text.slice(end, end + 28)];
  for (const [bound, spelling] of trail) if (spelling.test(after)) return bound;
  for (const [bound, spelling] of lead) if (spelling.test(before)) return bound;
  return null;
}
