import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { searchVectors, type GraphFilter } from '~/knowledge/search/vectors/search-vectors';
import { VectorMatrix, type Neighbour } from '~/knowledge/search/vectors/vector-matrix';

import { makeVectors } from './statute-vectors';

const dimension = 8;
const vectors = makeVectors(120, dimension);
const query = makeVectors(1, dimension, 7)[0] as Float32Array;

function fill(): VectorMatrix {
  const matrix = new VectorMatrix(dimension);
  vectors.forEach((vector, id) => matrix.put(id, vector, id % 5));
  return matrix;
}

/** A graph that finds all it is asked for, from its own, older vectors. */
function graphOf(older: Map<number, Float32Array>, lost: (id: number) => boolean = () => false) {
  const own = new VectorMatrix(dimension);
  for (const [id, vector] of older) own.put(id, vector);
  return {
    nearest: (q: Float32Array, k: number, { accepts }: GraphFilter): Neighbour[] =>
      own
        .nearest(q, own.size)
        .filter(({ id }) => accepts(id) && !lost(id))
        .slice(0, k),
  };
}

describe('searchVectors', () => {
  const matrix = fill();

  it('joins the graph with what is newer than it', () => {
    const newer = new Set([3, 50, 119]);
    const older = new Map([...vectors.entries()].filter(([id]) => id !== 119));
    // 3 stands in the graph with a vector that is no longer its own.
    older.set(3, query);
    const found = searchVectors({ matrix, graph: graphOf(older), newer }, query, 20, undefined, 0);
    expect(found).toEqual(matrix.nearest(query, 20));
  });

  it('scans when the graph finds too few', () => {
    const graph = graphOf(new Map(vectors.entries()), (id) => id > 2);
    const found = searchVectors({ matrix, graph, newer: new Set() }, query, 20, undefined, 0);
    expect(found).toEqual(matrix.nearest(query, 20));
  });

  it('leaves out what the graph still holds but was deleted', () => {
    const smaller = fill();
    smaller.remove(7);
    const graph = graphOf(new Map(vectors.entries()));
    const found = searchVectors({ matrix: smaller, graph, newer: new Set() }, query, 119, undefined, 0);
    expect(found.map(({ id }) => id)).not.toContain(7);
    expect(found).toHaveLength(119);
  });

  it('gives as many as exist for every filter, and only of those it accepts', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(4)),
        fc.nat(130),
        fc.uniqueArray(fc.nat(119)),
        fc.boolean(),
        (groups, k, newer, scans) => {
          const accepts = (group: number) => groups.includes(group);
          const older = new Map([...vectors.entries()].filter(([id]) => !newer.includes(id)));
          const searched = { matrix, graph: graphOf(older), newer: new Set(newer) };
          const found = searchVectors(searched, query, k, accepts, scans ? 1_000 : 0);
          expect(found).toEqual(matrix.nearest(query, k, accepts));
          expect(found).toHaveLength(Math.min(k, matrix.count(accepts)));
        },
      ),
    );
  });
});
