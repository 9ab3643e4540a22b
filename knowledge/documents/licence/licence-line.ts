import type { RecognisedLine } from '../recognition/recognised-page';

/** What a Chinese business licence 营业执照 prints, in the order in which a person checks it. */
export const licenceKeys = [
  'creditCode',
  'name',
  'type',
  'legalRepresentative',
  'capital',
  'date',
  'term',
  'address',
  'scope',
] as const;
export type LicenceKey = (typeof licenceKeys)[number];

/** A line as it was recognised: where it stands, in pixels. */
export type LicenceLine = Omit<RecognisedLine, 'crop'>;

/** A part of a line, which may hold a label and its value, or two columns at once. `line` is the index of its line. */
export interface LicencePiece extends LicenceLine {
  line: number;
  /** What the piece is the label of; `other` is one that only ends a value. */
  label: LicenceKey | 'other' | null;
  /** The text behind the label. */
  rest: string;
}

/** The labels by which values are found, of firms, branches, sole traders and partnerships. */
const labels: readonly (readonly [key: LicenceKey | 'other', words: readonly string[]])[] = [
  ['creditCode', ['统一社会信用代码']],
  ['name', ['名称']],
  ['type', ['市场主体类型', '主体类型', '类型']],
  ['legalRepresentative', ['执行事务合伙人', '法定代表人', '经营者', '负责人', '投资人']],
  ['capital', ['注册资本', '注册资金', '成员出资总额', '出资额']],
  ['date', ['成立日期', '注册日期']],
  ['term', ['营业期限', '合伙期限']],
  ['address', ['主要经营场所', '经营场所', '营业场所', '住所']],
  ['scope', ['经营范围']],
  [
    'other',
    [
      ...['登记机关', '组成形式', '证照编号', '扫描二维码', '扫描市场主体', '国家企业信用信息公示系统'],
      ...['市场主体应当', '企业应当', '国家市场监督管理总局', '营业执照', '副本', '正本', '编号'],
    ],
  ],
];

const short = ['名称', '类型', '住所'];

/** The lines as pieces with their labels, from top to bottom. Pure. */
export function cutPieces(lines: readonly LicenceLine[]): LicencePiece[] {
  const whole = lines.map((line, index) => ({ ...line, text: line.text.replace(/\s+/g, ''), line: index }));
  const pieces = joinShortLabels(whole.flatMap(splitColumns));
  return pieces.map((piece) => ({ ...piece, ...labelOf(piece.text) })).sort((a, b) => a.top - b.top);
}

type Piece = LicenceLine & { line: number };

/** 注册资本伍佰万元整成立日期2018年…: two columns that were recognised as one line. */
function splitColumns(piece: Piece): Piece[] {
  const words = labels.flatMap(([key, list]) => (key === 'other' ? [] : list.filter((w) => w.length >= 4)));
  const cuts = [...new Set(words.map((word) => piece.text.indexOf(word)).filter((at) => at > 0))];
  // 市场主体类型 holds 主体类型: a cut inside of a label is none.
  const inside = (at: number) =>
    words.some((word) => {
      const start = piece.text.indexOf(word);
      return start >= 0 && start < at && at < start + word.length;
    });
  const starts = [0, ...cuts.filter((at) => !inside(at)).sort((a, b) => a - b)];
  if (starts.length === 1) return [piece];
  const perCharacter = (piece.right - piece.left) / Math.max(1, piece.text.length);
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? piece.text.length;
    return {
      ...piece,
      text: piece.text.slice(start, end),
      left: piece.left + start * perCharacter,
      right: piece.left + end * perCharacter,
    };
  });
}

/** 名 … 称 is printed so wide that it may be recognised as two lines. */
function joinShortLabels(pieces: Piece[]): Piece[] {
  const gone = new Set<Piece>();
  const joined = pieces.map((piece) => {
    const label = short.find(([first]) => first === piece.text);
    if (!label) return piece;
    const second = pieces
      .filter((other) => other.text.startsWith(label[1] ?? '') && isSameRow(piece, other))
      .filter(({ left }) => left >= piece.right && left - piece.right < 5 * heightOf(piece))
      .sort((a, b) => a.left - b.left)[0];
    if (!second) return piece;
    gone.add(second);
    return { ...second, text: `${piece.text}${second.text}`, left: piece.left };
  });
  return joined.filter((piece, index) => !gone.has(pieces[index] as Piece));
}

/** The label that a text begins with. One wrong character of a long one is still that label. */
function labelOf(text: string): Pick<LicencePiece, 'label' | 'rest'> {
  for (const [label, words] of labels) {
    for (const word of words) {
      const head = text.slice(0, word.length);
      const isMisread = word.length >= 5 && head.length === word.length && differing(head, word) === 1;
      if (head !== word && !isMisread) continue;
      return { label, rest: text.slice(word.length).replace(/^[:：;；,，.。·]+/, '') };
    }
  }
  return { label: null, rest: text };
}

function differing(a: string, b: string): number {
  return [...a].filter((character, index) => character !== b[index]).length;
}

export function heightOf({ top, bottom }: LicenceLine): number {
  return Math.max(1, bottom - top);
}

/** Whether two pieces stand beside each other. */
export function isSameRow(a: LicenceLine, b: LicenceLine): boolean {
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return overlap > 0.4 * Math.min(heightOf(a), heightOf(b));
}
