/** A question's candidates with the evidence for each, and which of them answer it. */
export interface JudgedExample {
  /** A row a candidate, a column a kind of evidence. */
  evidence: number[][];
  isRelevant: boolean[];
}

const rounds = 120;
const step = 0.1;
/** Draws weights to 0 a little, so that two kinds that say the same share what they weigh. */
const decay = 1e-3;

/**
 * Learns what each kind of evidence counts by listwise softmax (ListNet, Cao et al., ICML 2007): the weights under which the
 * relevant candidates of a question are likeliest drawn first. Adam over all questions at once, the same for the same input.
 */
export function learnWeights(examples: readonly JudgedExample[], kinds: number): number[] {
  const useful = examples.filter(({ isRelevant }) => isRelevant.includes(true));
  const weights = new Array<number>(kinds).fill(0.5);
  const mean = new Array<number>(kinds).fill(0);
  const square = new Array<number>(kinds).fill(0);
  for (let round = 1; round <= rounds; round += 1) {
    const gradient = gradientOf(useful, weights);
    for (let kind = 0; kind < kinds; kind += 1) {
      const slope = (gradient[kind] as number) / useful.length + decay * (weights[kind] as number);
      mean[kind] = 0.9 * (mean[kind] as number) + 0.1 * slope;
      square[kind] = 0.99 * (square[kind] as number) + 0.01 * slope ** 2;
      const corrected = Math.sqrt((square[kind] as number) / (1 - 0.99 ** round)) + 1e-8;
      weights[kind] =
        (weights[kind] as number) - (step * ((mean[kind] as number) / (1 - 0.9 ** round))) / corrected;
    }
  }
  return weights;
}

/** Candidates by their weighted evidence, as places in the example, best first. */
export function orderBy(weights: readonly number[], { evidence }: JudgedExample): number[] {
  const scores = evidence.map((row) => scoreOf(row, weights));
  return scores.map((_, at) => at).sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}

function gradientOf(examples: readonly JudgedExample[], weights: readonly number[]): number[] {
  const gradient = weights.map(() => 0);
  for (const { evidence, isRelevant } of examples) {
    const scores = evidence.map((row) => scoreOf(row, weights));
    const highest = Math.max(...scores);
    const masses = scores.map((score) => Math.exp(score - highest));
    const whole = masses.reduce((sum, mass) => sum + mass, 0);
    const relevant = isRelevant.filter(Boolean).length;
    evidence.forEach((row, at) => {
      const excess = (masses[at] as number) / whole - (isRelevant[at] ? 1 / relevant : 0);
      row.forEach((value, kind) => {
        gradient[kind] = (gradient[kind] as number) + excess * value;
      });
    });
  }
  return gradient;
}

function scoreOf(row: readonly number[], weights: readonly number[]): number {
  return row.reduce((sum, value, kind) => sum + value * (weights[kind] as number), 0);
}
