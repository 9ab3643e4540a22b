/** What a figure is; figures are compared within their kind. */
export type FigureKind =
  'date' | 'share' | 'amount' | 'quantity' | 'ordinal' | 'number' | 'document-number' | 'phone' | 'title';

/** A ceiling or floor: 不超过 is `at-most`, 不满 `below`, 不低于 `at-least`, 超过 `above`. */
export type Bound = 'at-most' | 'below' | 'at-least' | 'above';

/** A figure as a pattern reads it, before it has its place; null when the words are none. */
export type FoundFigure = Pick<Figure, 'kind' | 'value' | 'unit'> | null;

/** A figure in normal form: 300万元 and 三百万元 are both `{kind: 'amount', value: '3000000', unit: '元'}`. */
export interface Figure {
  kind: FigureKind;
  value: string;
  unit: string;
  /** As written. */
  words: string;
  start: number;
  end: number;
  /** Whether the text calls it a ceiling or a floor; 以上, 以下 and 以内 include the figure, 超过 and 不满 don't. */
  bound: Bound | null;
}

/** Full-width digits, letters and signs become half-width, one for one, so that offsets stay. */
export function toHalfWidth(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ％．／－]/g, (char) =>
    String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
}
