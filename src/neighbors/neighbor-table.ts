/** Which samples are neighbours of several queries, row-major, the nearest first. */
export interface NeighborIndices {
  /** Index of the training sample, shape (queries, k). */
  readonly indices: Int32Array;
  readonly queries: number;
  readonly k: number;
}

/** Neighbours of several queries with their distances. */
export interface NeighborTable extends NeighborIndices {
  /** Shape (queries, k), ascending in each row. */
  readonly distances: Float64Array;
}

/**
 * Gives the places that no distance could take (it overflowed, or the two share no feature) the lowest free indices.
 * Changes the table.
 */
export function fillVacancies(table: NeighborTable, distance: number): void {
  const { distances, indices, k } = table;
  for (let at = indices.indexOf(-1); at >= 0; at = indices.indexOf(-1, at)) {
    const start = at - (at % k);
    const taken = new Set(indices.subarray(start, start + k));
    for (let next = 0; at < start + k; at++) {
      if (indices[at] !== -1) continue;
      while (taken.has(next)) next++;
      indices[at] = next++;
      distances[at] = distance;
    }
  }
}

/**
 * The table without each query itself, query i being sample i. Where more than k samples coincide with the query
 * and it is not among its own neighbours, the first neighbour goes in its place, as in scikit-learn.
 */
export function withoutSelf(table: NeighborTable): NeighborTable {
  const k = table.k - 1;
  const distances = new Float64Array(table.queries * k);
  const indices = new Int32Array(table.queries * k);
  for (let i = 0; i < table.queries; i++) {
    const start = i * table.k;
    const self = table.indices.subarray(start, start + table.k).indexOf(i);
    const dropped = start + Math.max(self, 0);
    for (let from = start, to = i * k; from < start + table.k; from++) {
      if (from === dropped) continue;
      distances[to] = table.distances[from]!;
      indices[to++] = table.indices[from]!;
    }
  }
  return { distances, indices, queries: table.queries, k };
}
