import type { ScoredId } from '../fusion/fuse-scores';

/** Keeps the best `k` of what is offered: the higher score first, then the smaller id. A heap with the worst on top. */
export class BestScores {
  readonly #heap: ScoredId[] = [];
  constructor(readonly k: number) {}

  offer(id: number, score: number): void {
    const heap = this.#heap;
    if (heap.length < this.k) {
      heap.push({ id, score });
      this.#rise(heap.length - 1);
      return;
    }
    const worst = heap[0];
    if (worst && (score > worst.score || (score === worst.score && id < worst.id))) {
      heap[0] = { id, score };
      this.#sink();
    }
  }

  sorted(): ScoredId[] {
    return [...this.#heap].sort((a, b) => (isWorse(b, a) ? -1 : 1));
  }

  #rise(from: number): void {
    const heap = this.#heap;
    for (let at = from; at > 0;) {
      const parent = (at - 1) >>> 1;
      if (!isWorse(heap[at] as ScoredId, heap[parent] as ScoredId)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    for (let at = 0; ;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isWorse(heap[child] as ScoredId, heap[worst] as ScoredId)) worst = child;
      }
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    [heap[a], heap[b]] = [heap[b] as ScoredId, heap[a] as ScoredId];
  }
}

function isWorse(a: ScoredId, b: ScoredId): boolean {
  return a.score < b.score || (a.score === b.score && a.id > b.id);
}
