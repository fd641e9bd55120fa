import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { NeighborTable } from "./neighbor-table.js";

/** Weights of the neighbours of one query from their distances, both of length k. */
export type WeightFunction = (distances: Float64Array) => ArrayLike<number>;

/** How much each neighbour counts. */
export type NeighborWeights = "uniform" | "distance" | WeightFunction;

/**
 * Weight of every neighbour, shape (queries, k); undefined where all count the same. By `"distance"` that is
 * 1 / distance; neighbours at distance zero, where there are any, then share the vote alone.
 *
 * @throws {InvalidInputError} if a weight function returns another number of values or something that is no number.
 */
export function neighborWeights(
  where: string,
  table: NeighborTable,
  weights: NeighborWeights,
): Float64Array | undefined {
  if (weights === "uniform") return undefined;
  const { distances, queries, k } = table;
  const out = new Float64Array(distances.length);
  for (let i = 0; i < queries; i++) {
    const row = out.subarray(i * k, (i + 1) * k);
    const near = distances.subarray(i * k, (i + 1) * k);
    if (weights === "distance") invertDistances(near, row);
    else row.set(askWeights(where, weights, near.slice(), i));
  }
  return out;
}

function invertDistances(distances: Float64Array, out: Float64Array): void {
  let infinite = false;
  for (let j = 0; j < out.length; j++) {
    out[j] = 1 / distances[j]!;
    if (out[j] === Infinity) infinite = true;
  }
  if (infinite) for (let j = 0; j < out.length; j++) out[j] = out[j] === Infinity ? 1 : 0;
}

function askWeights(
  where: string,
  weights: WeightFunction,
  distances: Float64Array,
  query: number,
): ArrayLike<number> {
  const values = weights(distances);
  const rule = `weights must return ${distances.length} numbers, one a neighbour`;
  if (values === null || typeof values !== "object" || values.length !== distances.length)
    throw new InvalidInputError(where, rule, values, { row: query });
  for (let j = 0; j < values.length; j++) {
    if (typeof values[j] !== "number" || Number.isNaN(values[j]))
      throw new InvalidInputError(where, rule, values[j], { row: query });
  }
  return values;
}

/**
 * Refuses a query whose neighbours all weigh nothing.
 *
 * @throws {InvalidInputError} naming the query.
 */
export function checkSomeWeight(where: string, weights: Float64Array, k: number): void {
  for (let start = 0; start < weights.length; start += k) {
    if (weights.subarray(start, start + k).some((weight) => weight !== 0)) continue;
    const rule = "some neighbour of every sample must have a weight other than zero";
    throw new InvalidInputError(where, rule, 0, { row: start / k });
  }
}

/**
 * Refuses to write a weight function down.
 *
 * @throws {InvalidParameterError} if the weights are a function, which no file can hold.
 */
export function savableWeights(where: string, weights: NeighborWeights): NeighborWeights {
  if (typeof weights === "function")
    throw new InvalidParameterError(
      where,
      "weights",
      '"uniform" or "distance" for the model to be saved',
      weights,
    );
  return weights;
}
