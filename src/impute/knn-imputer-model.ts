import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import type { DonorWeights, KNNImputerParams } from "./knn-imputer-params.js";
import { MatrixImputerModel, type MatrixImputerState } from "./matrix-imputer-model.js";
import type { MissingMask } from "./missing-mask.js";
import { packDonors, type Receivers, visitNearestDonors } from "./nearest-donors.js";
import { visitDonorsBy } from "./nearest-donors-by-function.js";
import type { HoledLike } from "./numeric-samples.js";

interface KNNImputerState extends MatrixImputerState, Omit<KNNImputerParams, "missingValues"> {
  /** Rows of fit, NaN where a value is missing. */
  readonly fitX: Matrix;
}

/** Donors remembered by `KNNImputer`. */
export class KNNImputerModel extends MatrixImputerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "KNNImputerModel";
  /** Name under which the class is registered. */
  readonly typeName = "KNNImputerModel";
  readonly #state: KNNImputerState;

  /** @internal */
  constructor(state: KNNImputerState) {
    super(state);
    this.#state = state;
  }

  /** @internal */
  static fromState(state: KNNImputerState): KNNImputerModel {
    return new KNNImputerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    for (const name of ["weights", "metric"] as const) {
      const value = this.#state[name];
      if (typeof value === "function")
        throw new InvalidParameterError(this.typeName, name, "no function for the model to be saved", value);
    }
    return { ...this.#state };
  }

  /**
   * Imputes X, shape (nSamples, nFeatures), into a new matrix of the columns `featureNamesOut()`.
   *
   * @throws {InvalidInputError} if X has other features than in fit, or holds Infinity or text, or if a weight function returns
   * something else than one number for each donor, or zeros throughout.
   */
  async transform(X: HoledLike): Promise<Matrix> {
    const where = "KNNImputerModel.transform";
    const { matrix, mask } = this.seenSamples(where, X);
    const { fitX, nNeighbors, weights, metric, empty } = this.#state;
    const filled = matrix.data.slice();
    for (const j of empty) for (let p = j; p < filled.length; p += matrix.columns) filled[p] = 0;
    const receivers = receiversOf(mask, new Set(empty));
    const k = Math.min(nNeighbors, fitX.rows);
    const means = new Float64Array(fitX.columns).fill(Number.NaN);
    const fill = (row: number, j: number, donors: Int32Array, distances: Float64Array): void => {
      if (donors.length === 0 && Number.isNaN(means[j])) means[j] = meanOf(fitX, j);
      filled[row * matrix.columns + j] =
        donors.length === 0
          ? means[j]!
          : average(where, fitX, j, donors, donorWeights(where, weights, distances, row), row);
    };
    if (typeof metric === "function") visitDonorsBy(where, metric, fitX, matrix, receivers, k, fill);
    else if (receivers.rows.length > 0)
      await visitNearestDonors(packDonors(fitX), matrix, receivers, k, fill);
    return this.output(filled, mask);
  }
}

/** The missing values of columns that had values in fit. */
function receiversOf({ mask, rows, columns }: MissingMask, empty: ReadonlySet<number>): Receivers {
  const listed: number[] = [];
  const starts: number[] = [0];
  const slots: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (mask[i * columns + j] === 1 && !empty.has(j)) slots.push(j);
    if (slots.length === starts.at(-1)) continue;
    listed.push(i);
    starts.push(slots.length);
  }
  return {
    rows: Int32Array.from(listed),
    starts: Int32Array.from(starts),
    columns: Int32Array.from(slots),
  };
}

/** undefined where all donors count the same. */
function donorWeights(
  where: string,
  weights: "uniform" | "distance" | DonorWeights,
  distances: Float64Array,
  row: number,
): ArrayLike<number> | undefined {
  if (weights === "uniform") return undefined;
  if (weights === "distance") {
    const inverse = distances.map((distance) => 1 / distance);
    return inverse.includes(Number.POSITIVE_INFINITY)
      ? inverse.map((value) => (value === Number.POSITIVE_INFINITY ? 1 : 0))
      : inverse;
  }
  const values: unknown = weights(distances);
  const rule = `weights must return ${distances.length} numbers, one a donor, not all zero`;
  if (
    values === null ||
    typeof values !== "object" ||
    (values as ArrayLike<unknown>).length !== distances.length
  )
    throw new InvalidInputError(where, rule, values, { row });
  return values as ArrayLike<number>;
}

function average(
  where: string,
  fitX: Matrix,
  j: number,
  donors: Int32Array,
  weights: ArrayLike<number> | undefined,
  row: number,
): number {
  let sum = 0;
  let total = 0;
  for (let d = 0; d < donors.length; d++) {
    const weight = weights === undefined ? 1 : weights[d]!;
    sum += weight * fitX.data[donors[d]! * fitX.columns + j]!;
    total += weight;
  }
  if (!Number.isFinite(total) || total === 0) {
    const rule = `weights must return ${donors.length} numbers, one a donor, not all zero`;
    throw new InvalidInputError(where, rule, total, { row });
  }
  return sum / total;
}

/** Mean of the values that column j has. */
function meanOf({ data, columns }: Matrix, j: number): number {
  let sum = 0;
  let count = 0;
  for (let p = j; p < data.length; p += columns) {
    if (Number.isNaN(data[p]!)) continue;
    sum += data[p]!;
    count++;
  }
  return sum / count;
}
