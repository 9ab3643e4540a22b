import { documentKind } from '~/knowledge/documents/document-kind';

import { extractFigures } from '../extract-figures';
import type { Figure } from '../figures/figure';

/** A passage with what ranks its document among others. */
export interface ConflictPassage {
  passageId: number;
  documentId: string;
  title: string;
  documentNumber: string | null;
  issuer: string | null;
  path: string;
  text: string;
  /** Only passages in force on the day asked about can conflict. */
  status: string;
  effectiveFrom: string | null;
}

/** One side of a conflict: the sentence with its figure. */
export interface ConflictSide {
  passage: ConflictPassage;
  sentence: string;
  /** As written: 20万元. */
  figure: string;
}

/** Two passages in force that give different figures for the same matter; the one that goes before stands first. */
export interface Conflict {
  /** What the figure is: 补助, 期限 … */
  aspect: string;
  first: ConflictSide;
  second: ConflictSide;
  /** higher: 上位法优于下位法; newer: 新法优于旧法; undecided: neither, a person must say. */
  rule: 'higher' | 'newer' | 'undecided';
}

const aspects =
  /补助|补贴|奖励|资助|返还|减免|扣除|税率|费率|征收率|利率|贴息|比例|标准|限额|额度|期限|时限|有效期|办结|工作日内|以内|罚款|缴纳|押金|注册资本/;
/** Words that make two sentences speak of different cases, however alike the rest is. */
const cases =
  /小型|微型|中型|大型|小微|小规模|一般纳税人|个人|个体|企业|单位|首次|再次|新认定|重新认定|复审|国家级|省级|市级|区级|一等|二等|三等|一级|二级|三级|甲级|乙级|特级|制造业|服务业|农业|科技型|高新技术|专精特新|小巨人|应届|毕业生|残疾|退役|脱贫|失业|线上|线下|城镇|农村|境内|境外|申请|受理|审核|公示|拨付/g;
const compared: readonly Figure['kind'][] = ['amount', 'share', 'quantity'];

/**
 * Finds where two passages in force contradict each other: the same thing is given, of the same matter and case, by
 * different figures of the same unit. Cautious: each sentence must hold one such figure alone, name the same aspect and
 * the same cases, and share most of its words; so that what is shown as a conflict is one.
 */
export function findConflicts(passages: readonly ConflictPassage[]): Conflict[] {
  const claims = passages.filter(({ status }) => status === 'in-force').flatMap(claimsOf);
  const conflicts: Conflict[] = [];
  claims.forEach((a, i) => {
    for (const b of claims.slice(i + 1)) {
      if (a.passage.documentId === b.passage.documentId || !contradict(a, b)) continue;
      const known = conflicts.some(
        ({ first, second, aspect }) =>
          aspect === a.aspect &&
          [first, second].every(
            ({ passage }) =>
              passage.passageId === a.passage.passageId || passage.passageId === b.passage.passageId,
          ),
      );
      if (!known) conflicts.push(order(a, b));
    }
  });
  return conflicts;
}

interface Claim {
  passage: ConflictPassage;
  sentence: string;
  figure: Figure;
  aspect: string;
  cases: string;
  words: Set<string>;
}

function claimsOf(passage: ConflictPassage): Claim[] {
  return passage.text.split(/[。；\n]/).flatMap((sentence): Claim[] => {
    const aspect = aspects.exec(sentence)?.[0];
    // An exception or a range says more than one figure can tell.
    if (aspect === undefined || /除外|但是|但书|另有规定|不适用|[至到~—]\s*\d/.test(sentence)) return [];
    const figures = extractFigures(sentence).filter(({ kind }) => compared.includes(kind));
    const [figure] = figures;
    if (!figure || figures.length !== 1) return [];
    const rest = sentence.replace(figure.words, '');
    return [
      {
        passage,
        sentence: sentence.trim(),
        figure,
        aspect,
        cases: [...new Set(rest.match(cases) ?? [])].sort().join(' '),
        words: pairs(rest),
      },
    ];
  });
}

function contradict(a: Claim, b: Claim): boolean {
  if (a.aspect !== b.aspect || a.cases !== b.cases) return false;
  if (a.figure.kind !== b.figure.kind || a.figure.unit !== b.figure.unit || a.figure.bound !== b.figure.bound)
    return false;
  if (a.figure.value === b.figure.value) return false;
  let common = 0;
  for (const pair of a.words) if (b.words.has(pair)) common += 1;
  return (
    common >= 6 &&
    common / Math.min(a.words.size, b.words.size) >= 0.7 &&
    common / Math.max(a.words.size, b.words.size) >= 0.5
  );
}

/** Pairs of Chinese characters without the words that any rule holds. */
function pairs(sentence: string): Set<string> {
  const plain = sentence
    .normalize('NFKC')
    .replace(/^第[零〇一二三四五六七八九十百\d]+条/, '')
    .replace(/应当|可以|予以|给予|按照|按|不超过|最高|给|的|对|为|由|在|和|与|及/g, '')
    .replace(/[^\p{Script=Han}]/gu, '');
  const found = new Set<string>();
  for (let at = 0; at + 1 < plain.length; at += 1) found.add(plain.slice(at, at + 2));
  return found;
}

/**
 * The place in the hierarchy of norms (立法法 chapter five): law, administrative regulation, local regulation, rule of a
 * ministry or a government (published by order, 令), other normative document. Higher is stronger.
 */
export function normLevel({
  title,
  issuer,
  documentNumber,
}: Pick<ConflictPassage, 'title' | 'issuer' | 'documentNumber'>): number {
  const kind = documentKind(title, issuer);
  if (kind === 'law') return 5;
  if (kind === 'regulation') return 4;
  if (kind === 'local-regulation') return 3;
  return /令/.test(documentNumber ?? '') ? 2 : kind === 'normative' || kind === 'notice' ? 1 : 0;
}

function order(a: Claim, b: Claim): Conflict {
  const levels = normLevel(a.passage) - normLevel(b.passage);
  const [dayA, dayB] = [a.passage.effectiveFrom, b.passage.effectiveFrom];
  const ages = dayA === null || dayB === null || dayA === dayB ? 0 : dayA > dayB ? 1 : -1;
  const isSecondFirst = levels < 0 || (levels === 0 && ages < 0);
  const side = ({ passage, sentence, figure }: Claim): ConflictSide => ({
    passage,
    sentence,
    figure: figure.words,
  });
  return {
    aspect: a.aspect,
    first: side(isSecondFirst ? b : a),
    second: side(isSecondFirst ? a : b),
    rule: levels !== 0 ? 'higher' : ages !== 0 ? 'newer' : 'undecided',
  };
}
