/** A straight line along the page's edges, as tables are ruled, in points from the upper left corner of the page. */
export interface Ruling {
  direction: 'horizontal' | 'vertical';
  /** y of a horizontal, x of a vertical line. */
  at: number;
  from: number;
  to: number;
}

/** What a page draws, as pdf.js lists it. */
export interface DrawnList {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

/** The numbers that pdf.js gives the operations that matter here. */
export interface DrawOperations {
  save: number;
  restore: number;
  transform: number;
  paintFormXObjectBegin: number;
  paintFormXObjectEnd: number;
  constructPath: number;
  endPath: number;
}

type Matrix = readonly [number, number, number, number, number, number];

/** Thicker than this, in points, it is a box. */
const thickest = 3;
const shortest = 3;
/** A drawing, no table. */
const mostRulings = 8000;

/** The straight lines that a page draws, `view` being its own transform; none where it draws too many for a table. */
export function readRulings(list: DrawnList, operations: DrawOperations, view: Matrix): Ruling[] {
  const rulings: Ruling[] = [];
  const stack: Matrix[] = [];
  let matrix = view;
  for (const [i, fn] of list.fnArray.entries()) {
    const args = list.argsArray[i] as readonly unknown[] | null;
    if (fn === operations.save) stack.push(matrix);
    else if (fn === operations.restore || fn === operations.paintFormXObjectEnd)
      matrix = stack.pop() ?? matrix;
    else if (fn === operations.transform) matrix = multiply(matrix, args as unknown as Matrix);
    else if (fn === operations.paintFormXObjectBegin) {
      stack.push(matrix);
      const own = args?.[0] as Matrix | null | undefined;
      if (own) matrix = multiply(matrix, own);
    } else if (fn === operations.constructPath && args !== null && args[0] !== operations.endPath) {
      const [path] = args[1] as readonly (ArrayLike<number> | null)[];
      if (path) rulings.push(...pathRulings(path, matrix));
      if (rulings.length > mostRulings) return [];
    }
  }
  return rulings;
}

interface Point {
  x: number;
  y: number;
}

/** pdf.js writes a path as numbers: 0 move to, 1 line to, 2 and 3 curves, 4 close; each with its points. */
function pathRulings(path: ArrayLike<number>, matrix: Matrix): Ruling[] {
  const found: Ruling[] = [];
  let points: Point[] = [];
  const flush = () => {
    found.push(...shapeRulings(points));
    points = [];
  };
  for (let i = 0; i < path.length;) {
    const operation = path[i] as number;
    i += 1;
    const coordinates = { 0: 2, 1: 2, 2: 6, 3: 4 }[operation] ?? 0;
    if (operation === 0) flush();
    if (operation === 4 && points[0]) points.push(points[0]);
    if (operation === 2 || operation === 3) {
      // Something round: what is straight beside it is no ruling either.
      points = [];
      i += coordinates;
    } else if (coordinates === 2) {
      points.push(apply(matrix, path[i] as number, path[i + 1] as number));
      i += 2;
    }
  }
  flush();
  return found;
}

/** A thin box is one line; of everything else each straight side is. */
function shapeRulings(points: readonly Point[]): Ruling[] {
  if (points.length < 2) return [];
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const box = {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
  if (Math.min(box.right - box.left, box.bottom - box.top) <= thickest) return asRuling(box);
  return points.slice(1).flatMap((point, i) => {
    const before = points[i] as Point;
    return asRuling({
      left: Math.min(before.x, point.x),
      right: Math.max(before.x, point.x),
      top: Math.min(before.y, point.y),
      bottom: Math.max(before.y, point.y),
    });
  });
}

function asRuling({
  left,
  right,
  top,
  bottom,
}: {
  left: number;
  right: number;
  top: number;
  bottom: number;
}): Ruling[] {
  const [width, height] = [right - left, bottom - top];
  if (height <= thickest && width >= shortest && width > height)
    return [{ direction: 'horizontal', at: (top + bottom) / 2, from: left, to: right }];
  if (width <= thickest && height >= shortest && height > width)
    return [{ direction: 'vertical', at: (left + right) / 2, from: top, to: bottom }];
  return [];
}

/** First `inner`, then `outer`. */
function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}
