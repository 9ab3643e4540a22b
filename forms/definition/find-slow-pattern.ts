import parse, { types, type Token, type Root, type SetToken } from 'ret';

/** Why a pattern can't be used: it isn't a regular expression, or a crafted text would keep it busy for seconds. */
export type PatternProblem = 'invalid' | 'slow';

/** From so many repeats on, trying all ways to share a text among them takes longer than anybody waits. */
const manyRepeats = 10;

type Repetition = Extract<Token, { type: types.REPETITION }>;
type Group = Extract<Token, { type: types.GROUP }>;

/**
 * Looks for what makes a backtracking matcher explode: repeats within repeats without a delimiter, alternatives that
 * begin alike within a repeat, overlapping repeats side by side, back references. Refuses rather too much than too
 * little; the time limit of the checker stands behind it. After Davis et al., "The impact of regular expression
 * denial of service", ESEC/FSE 2018.
 */
export function findSlowPattern(pattern: string): PatternProblem | null {
  let root: Root;
  try {
    new RegExp(`^${pattern}$`);
    root = parse(pattern);
  } catch {
    // Both throw only on a pattern that isn't one; that is the answer.
    return 'invalid';
  }
  return isSlow(root) ? 'slow' : null;
}

function isSlow(token: Root | Token): boolean {
  if (token.type === types.REFERENCE) return true;
  if (token.type === types.REPETITION) {
    const repetition = token;
    if (repetition.max >= manyRepeats && isAmbiguous(repetition.value)) return true;
    return isSlow(repetition.value);
  }
  if (token.type !== types.GROUP && token.type !== types.ROOT) return false;
  return branchesOf(token).some((branch) => branch.some(isSlow) || hasOverlappingNeighbours(branch));
}

/** Whether a text can be matched by the repeated body in more than one way. */
function isAmbiguous(body: Token): boolean {
  if (body.type === types.REPETITION) return body.min !== body.max || isAmbiguous(body.value);
  if (body.type !== types.GROUP) return false;
  const branches = branchesOf(body);
  if (branches.some((branch) => branch.some(isVariable) && !isDelimited(branch))) return true;
  return branches.some((branch, index) =>
    branches.slice(index + 1).some((other) => beginAlike(branch, other)),
  );
}

/** Whether the token can match texts of different lengths. */
function isVariable(token: Token): boolean {
  if (token.type === types.REPETITION) return token.min !== token.max || isVariable(token.value);
  if (token.type !== types.GROUP) return false;
  const branches = branchesOf(token);
  return branches.some((branch) => branch.some(isVariable)) || new Set(branches.map(lengthOf)).size > 1;
}

function lengthOf(branch: Token[]): number {
  return branch.reduce((sum, token) => {
    if (token.type === types.REPETITION) return sum + token.min * lengthOf([token.value]);
    if (token.type === types.GROUP) return sum + lengthOf(branchesOf(token)[0] ?? []);
    return sum + (token.type === types.POSITION ? 0 : 1);
  }, 0);
}

/** Whether the branch begins or ends with a character that nothing else in it can match: then it splits one way. */
function isDelimited(branch: Token[]): boolean {
  const [first, last] = [branch[0], branch.at(-1)];
  return [first, last].some(
    (edge) =>
      edge?.type === types.CHAR &&
      branch.filter((token) => token !== edge).every((token) => !couldMatch(token, edge.value)) &&
      branch.filter(isVariable).length === 1,
  );
}

function hasOverlappingNeighbours(branch: Token[]): boolean {
  let open: Repetition[] = [];
  for (const token of branch) {
    if (token.type === types.REPETITION && token.max >= manyRepeats && token.min !== token.max) {
      if (open.some((before) => overlap(before.value, firstOf(token.value)))) return true;
      open = token.min === 0 ? [...open, token] : [token];
    } else if (!canBeEmpty(token)) open = [];
  }
  return false;
}

function canBeEmpty(token: Token): boolean {
  if (token.type === types.REPETITION) return token.min === 0 || canBeEmpty(token.value);
  if (token.type === types.GROUP) return branchesOf(token).some((branch) => branch.every(canBeEmpty));
  return token.type === types.POSITION;
}

function beginAlike(one: Token[], other: Token[]): boolean {
  const [a, b] = [one[0], other[0]];
  if (!a || !b || canBeEmpty(a) || canBeEmpty(b)) return true;
  return overlap(firstOf(a), firstOf(b));
}

/** The token by which a token's match begins; a group of several branches stands for itself. */
function firstOf(token: Token): Token {
  if (token.type === types.REPETITION) return firstOf(token.value);
  if (token.type === types.GROUP) {
    const branches = branchesOf(token);
    const [first] = branches[0] ?? [];
    return branches.length === 1 && first ? firstOf(first) : token;
  }
  return token;
}

function overlap(one: Token, other: Token): boolean {
  return [...samplesOf(one), ...samplesOf(other)].some(
    (code) => couldMatch(one, code) && couldMatch(other, code),
  );
}

/** Whether any part of the token accepts the character. */
function couldMatch(token: Token, code: number): boolean {
  if (token.type === types.CHAR) return token.value === code;
  if (token.type === types.SET) return token.set.some((member) => inSet(member, code)) !== token.not;
  if (token.type === types.REPETITION) return couldMatch(token.value, code);
  if (token.type === types.GROUP)
    return branchesOf(token).some((branch) => branch.some((part) => couldMatch(part, code)));
  return false;
}

function inSet(member: SetToken, code: number): boolean {
  if (member.type === types.RANGE) return code >= member.from && code <= member.to;
  if (member.type === types.CHAR) return code === member.value;
  return member.set.some((inner) => inSet(inner, code)) !== member.not;
}

/** Characters at the borders of what a token accepts: two tokens overlap exactly when one of these fits both. */
function samplesOf(token: Token): number[] {
  if (token.type === types.CHAR) return [token.value];
  if (token.type === types.SET) return token.set.flatMap(bordersOf).concat(0x41, 0x4e2d, 0x30);
  if (token.type === types.REPETITION) return samplesOf(token.value);
  if (token.type === types.GROUP) return branchesOf(token).flat().flatMap(samplesOf);
  return [];
}

function bordersOf(member: SetToken): number[] {
  if (member.type === types.RANGE) return [member.from - 1, member.from, member.to, member.to + 1];
  if (member.type === types.CHAR) return [member.value - 1, member.value, member.value + 1];
  return member.set.flatMap(bordersOf);
}

function branchesOf(token: Root | Group): Token[][] {
  return token.options ?? [token.stack ?? []];
}
