import { rowsOfClass } from "../base/class-rows.js";
import type { MatrixLike } from "../base/estimator.js";
import { checkSparseFinite, plural, toMatrix } from "../base/input.js";
import type { LabelledSamples } from "../base/sampler.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, describeValue, InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import {
  type NeighborChoice,
  neighborsWithSelf,
  type SearchedSamples,
} from "../neighbors/neighbor-choice.js";

/** Numeric samples of a sampler, checked. */
export interface NumericSamples {
  readonly matrix: Matrix;
  /** Whether they were sparse, which decides how neighbours are searched. */
  readonly searched: SearchedSamples;
}

/** The samples as numbers; sparse ones as a dense copy. */
export function numericSamples({ where, X }: LabelledSamples): NumericSamples {
  if (X instanceof CsrMatrix)
    return { matrix: checkSparseFinite(where, X, false).toMatrix(), searched: "sparse rows" };
  return { matrix: toMatrix(where, X as MatrixLike), searched: "rows" };
}

/**
 * Rows of a class that gets new ones.
 *
 * @param name of the hyper-parameter that asks for neighbours.
 * @throws {InvalidInputError} if there are fewer of them than neighbours.
 */
export function rowsWithNeighbors(
  samples: LabelledSamples,
  code: number,
  name: string,
  choice: NeighborChoice,
): Int32Array {
  const rows = rowsOfClass(samples.codes, code);
  const needed = neighborsWithSelf(choice);
  if (rows.length >= needed) return rows;
  const label = describeValue(samples.classes[code]);
  const asked = typeof choice === "number" ? `${name} is ${choice}` : `nNeighbors of ${name} is ${needed}`;
  throw new InvalidInputError(
    samples.where,
    `class ${label} must have at least ${plural(needed, "row")}, since ${asked} and the row itself counts`,
    new Described(plural(rows.length, "row")),
  );
}

/**
 * Refuses to search more neighbours than there are rows.
 *
 * @throws {InvalidInputError} if there are fewer rows than neighbours.
 */
export function checkSamplesForNeighbors(
  { where, rows }: LabelledSamples,
  name: string,
  choice: NeighborChoice,
): void {
  const needed = neighborsWithSelf(choice);
  if (rows >= needed) return;
  const rule = `X must have at least ${plural(needed, "row")}, for ${name} and the row itself`;
  throw new InvalidInputError(where, rule, new Described(plural(rows, "row")));
}
