import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import { industryCodes, industryName } from '../../enterprises/industry-code';
import type { RuleGroup, RuleLeaf } from '../rule-schema';
import { plainPhrases, sizeNames } from './fact-phrases';
import { findConditionSentences, type NoticeSentence } from './find-condition-sentences';
import type { Doubt, FoundCondition, NoticePassage } from './notice-draft';
import { readFigureConditions } from './read-figure-condition';

/** A condition understood, with the words that it covers. */
interface Piece {
  leaf: RuleLeaf;
  derived: FoundCondition['derived'];
  doubts: readonly Doubt[];
  start: number;
  end: number;
}

/** What a reader of notices knows. */
export interface NoticeKnowledge {
  catalogue: FactCatalogue;
  /** The city's code and name, for 在本市注册. */
  region: { code: string; names: readonly string[] };
}

/** Every condition that a notice demands, each with its sentence; what can't be computed is for the applicant to confirm. */
export function readConditions(
  passages: readonly NoticePassage[],
  knowledge: NoticeKnowledge,
): FoundCondition[] {
  return findConditionSentences(passages).flatMap((sentence) => readSentence(sentence, knowledge));
}

function readSentence(sentence: NoticeSentence, knowledge: NoticeKnowledge): FoundCondition[] {
  const { text, isListed } = sentence;
  // What only stands in the title of a document is no condition; the list of fields is one that goes by its title.
  const bare = text.replace(/《(?!国家重点支持的高新技术领域)[^》]*》/g, (title) =>
    '　'.repeat(title.length),
  );
  // Alternatives that reach over parts of a sentence are for a person to take apart: half of them would be wrong.
  const hasCases = (text.match(/[%％]|百分之/g) ?? []).length > 1 || /之一|；或者?/.test(text);
  const pieces = hasCases ? [] : readPieces(bare, knowledge);
  const found = (value: RuleLeaf | RuleGroup, pieces: readonly Piece[], doubts: readonly Doubt[]) => ({
    value,
    derived: pieces.flatMap(({ derived }) => derived),
    doubts: [...new Set([...pieces.flatMap((piece) => piece.doubts), ...doubts])],
    passageId: sentence.passageId,
    path: sentence.path,
    quote: sentence.quote,
  });
  const doubts = doubtsOf(text, pieces);
  if (pieces.length === 0) {
    // Only what stands in a list of conditions is surely one.
    if (!isListed && !hasCases) return [];
    const why = hasCases ? 'several-cases' : 'no-fact';
    return [found({ operator: 'declared', label: labelOf(text) }, [], [why])];
  }
  return choicesIn(text, pieces).map((choice, _, all) => {
    const label = all.length === 1 ? { label: labelOf(text) } : {};
    const leaves = choice.map(({ leaf }) => leaf);
    const [only] = leaves;
    const value: RuleLeaf | RuleGroup =
      leaves.length === 1 && only ? { ...only, ...label } : { combinator: 'or', ...label, rules: leaves };
    return found(value, choice, doubts);
  });
}

/** 或者 between two conditions makes them a choice; everything else is demanded together. */
function choicesIn(text: string, pieces: readonly Piece[]): Piece[][] {
  const choices: Piece[][] = [];
  for (const [at, piece] of pieces.entries()) {
    const before = pieces[at - 1];
    const isChoice = before !== undefined && text.slice(before.end, piece.start).includes('或');
    if (isChoice) choices.at(-1)?.push(piece);
    else choices.push([piece]);
  }
  return choices;
}

function readPlain(text: string, catalogue: FactCatalogue): Piece[] {
  return plainPhrases.flatMap(({ words, leaf }): Piece[] => {
    const match = words.exec(text);
    if (!match || !catalogue.has(leaf.field ?? '')) return [];
    return [{ leaf, derived: [], doubts: [], start: match.index, end: match.index + match[0].length }];
  });
}

function readPieces(text: string, knowledge: NoticeKnowledge): Piece[] {
  return withoutOverlaps([
    ...readFigureConditions(text, knowledge.catalogue),
    ...readPlain(text, knowledge.catalogue),
    ...readSizes(text),
    ...readTaxGrades(text),
    ...readRegion(text, knowledge),
    ...readIndustry(text),
  ]);
}

/** 中小微企业, 小型、微型企业: the classes of size that are named. */
function readSizes(text: string): Piece[] {
  const match =
    /(?<!科技型中?|创新型中?|特新中?)(?:[大中小微](?:型|微利)?(?:企业)?[、和或者及]*){1,4}企业/.exec(text);
  if (!match || !/[中小微]/.test(match[0])) return [];
  const named = match[0].replace('小型微利', '小微').replace('中小企业', '中小微');
  const value = Object.entries(sizeNames).flatMap(([name, size]) => (named.includes(name) ? [size] : []));
  const leaf: RuleLeaf = { field: 'size', operator: 'in', value };
  return [{ leaf, derived: [], doubts: [], start: match.index, end: match.index + match[0].length }];
}

const taxGrades = ['A', 'B', 'M', 'C', 'D'];

/** 纳税信用等级为A级、B级: those named; B级以上: with those above. */
function readTaxGrades(text: string): Piece[] {
  const match =
    /纳税信用(?:等级|级别|评价)?[^，。；ABMCD]{0,8}((?:[ABMCD]\s?级?[、和或者及\s]*)+)(?:[（(]含[^）)]*[）)])?(以上)?/.exec(
      text,
    );
  if (!match) return [];
  const named = taxGrades.filter((grade) => match[1]?.includes(grade));
  const isFloor = match[2] !== undefined || match[0].includes('不低于');
  const lowest = Math.max(...named.map((grade) => taxGrades.indexOf(grade)));
  const value = isFloor ? taxGrades.slice(0, lowest + 1) : named;
  const leaf: RuleLeaf = { field: 'tax.credit-grade', operator: 'in', value };
  return [{ leaf, derived: [], doubts: [], start: match.index, end: match.index + match[0].length }];
}

function readRegion(text: string, { region }: NoticeKnowledge): Piece[] {
  const names = ['本市', '我市', '本行政区域', ...region.names].join('|');
  const match = new RegExp(`(?:在|于)?(?:${names})[^，。；]{0,12}?(?:注册|登记|设立|纳税|经营|企业)`).exec(
    text,
  );
  if (!match) return [];
  const leaf: RuleLeaf = { field: 'region.code', operator: 'within', value: region.code };
  return [{ leaf, derived: [], doubts: [], start: match.index, end: match.index + match[0].length }];
}

/** Names of sections and divisions of GB/T 4754-2017, the longest first: 软件和信息技术服务业 before 服务业. */
function readIndustry(text: string): Piece[] {
  const context = /(?:从事|属于|属|所属行业|行业为|行业)/.exec(text);
  if (!context || /限制|禁止|淘汰/.test(text)) return [];
  const wide = industryCodes().filter((code) => code.length <= 3);
  const named = wide
    .map((code) => ({ code, name: industryName(code) ?? '' }))
    .filter(({ name }) => name.length >= 3 && text.includes(name))
    .sort((a, b) => b.name.length - a.name.length);
  const kept = named.filter(
    ({ name }, at) => !named.slice(0, at).some((longer) => longer.name.includes(name)),
  );
  if (kept.length === 0) return [];
  const leaves = kept.map(({ code }) => code);
  const [only = ''] = leaves;
  const start = Math.min(context.index, ...kept.map(({ name }) => text.indexOf(name)));
  const end = Math.max(...kept.map(({ name }) => text.indexOf(name) + name.length));
  const leaf: RuleLeaf = {
    field: 'industry.code',
    operator: 'within',
    value: kept.length === 1 ? only : leaves,
  };
  return [{ leaf, derived: [], doubts: [], start, end }];
}

/** Of two that cover the same words the longer counts; a figure stands before words. */
function withoutOverlaps(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const isCovered = kept.some((other) => piece.start < other.end && other.start < piece.end);
    if (!isCovered) kept.push(piece);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** How much of a sentence may be words that say nothing of their own (应, 的, 企业) before the rest counts as unread. */
const smallRest = 12;

function doubtsOf(text: string, pieces: readonly Piece[]): Doubt[] {
  const doubts: Doubt[] = [];
  const rest = pieces.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  const meaning = rest.replace(
    /[，。；、：（）()\s]|企业|申请|申报|单位|应当?|须|需|且|并|的|在|为|其|同时|符合|具有|上?年度|上一年|最近一年|有效期内/g,
    '',
  );
  if (pieces.length > 0 && meaning.length > smallRest) doubts.push('rest-not-read');
  if (/除外|另有规定|但|不含/.test(text)) doubts.push('exception');
  if (/分别|其中|属于.*的[，：]|按.*(?:不同|档)/.test(text)) doubts.push('several-cases');
  return doubts;
}

/** The sentence as a label: without its number and its full stop. */
function labelOf(text: string): string {
  return text.replace(/[。；;]$/, '').slice(0, 300);
}
