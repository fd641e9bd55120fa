import { custom, flag, integer, type ParamSpecs, randomStateSpec, resolveParams } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { reordered, shuffledOrder } from "./shuffle-samples.js";

/** Samples and the class of each. */
export interface LabelledSamples {
  /** Shape (nSamples, nFeatures). */
  readonly X: Matrix;
  /** Class of each sample, shape (nSamples). */
  readonly y: Int32Array;
}

/** Options of {@link makeBlobs}. */
export interface MakeBlobsOptions {
  /** Number of samples in all, dealt evenly to the blobs, or of each blob. Default 100. */
  readonly nSamples: number | readonly number[];
  /** Number of features, where centers are not given; an integer >= 1. Default 2. */
  readonly nFeatures: number;
  /** Number of centres, or the centres themselves, shape (nCenters, nFeatures). Default null: 3, or one for each number of samples. */
  readonly centers: number | readonly ArrayLike<number>[] | Matrix | null;
  /** Standard deviation of the blobs, or of each blob; >= 0. Default 1. */
  readonly clusterStd: number | readonly number[];
  /** Interval that each coordinate of a drawn centre lies in. Default [-10, 10]. */
  readonly centerBox: readonly [low: number, high: number];
  /** Whether samples are shuffled; else they come blob by blob. Default true. */
  readonly shuffle: boolean;
  /** Seed. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isStd = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0;
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > 0;

/** Domain, default and help of {@link MakeBlobsOptions}. */
export const makeBlobsSpecs: ParamSpecs<MakeBlobsOptions> = {
  nSamples: custom<number | readonly number[]>({
    default: 100,
    domain: "an integer >= 1, or an array with an integer >= 0 for each blob",
    help: "Number of samples.",
    outside: [0, 1.5, "100", null, [], [-1]],
    accepts: (value) => (isList(value) ? value.every(isCount) : isCount(value) && value !== 0),
  }),
  nFeatures: integer({ default: 2, min: 1, help: "Number of features." }),
  centers: custom<MakeBlobsOptions["centers"]>({
    default: null,
    domain: "an integer >= 1, an array of rows or a Matrix, or null (3)",
    help: "Number of centres, or the centres themselves.",
    outside: [0, 1.5, "3", []],
    accepts: (value) =>
      value === null || (isCount(value) && value !== 0) || isList(value) || value instanceof Matrix,
  }),
  clusterStd: custom<number | readonly number[]>({
    default: 1,
    domain: "a finite number >= 0, or an array with one for each blob",
    help: "Standard deviation of the blobs.",
    outside: [-1, Number.NaN, "1", null, [-1]],
    accepts: (value) => (isList(value) ? value.every(isStd) : isStd(value)),
  }),
  centerBox: custom<readonly [low: number, high: number]>({
    default: [-10, 10],
    domain: "two finite numbers, the first not above the second",
    help: "Interval that each coordinate of a drawn centre lies in.",
    outside: [[1], [2, 1], 1, null, [0, Number.NaN]],
    accepts: (value) =>
      isList(value) && value.length === 2 && value.every(Number.isFinite) && value[0]! <= value[1]!,
  }),
  shuffle: flag({ default: true, help: "Shuffles the samples." }),
  randomState: randomStateSpec,
};

/**
 * Normal blobs about centres, one class each: the samples of scikit-learn's `make_blobs` for the same seed, bit for bit.
 *
 * @returns also the centres, shape (nCenters, nFeatures).
 * @throws {InvalidParameterError} if an option is unknown or outside its domain, or lists of blobs differ in length.
 *
 * @example
 * ```ts
 * const { X, y, centers } = makeBlobs({ nSamples: [2, 1], centers: [[0, 0], [9, 9]], clusterStd: 0, shuffle: false });
 * X.toArray(); // => [[0, 0], [0, 0], [9, 9]]
 * y; // => Int32Array.of(0, 0, 1)
 * centers.rows; // => 2
 * ```
 */
export function makeBlobs(
  options: Partial<MakeBlobsOptions> = {},
): LabelledSamples & { readonly centers: Matrix } {
  const where = "makeBlobs";
  const given = resolveParams(where, makeBlobsSpecs, options);
  const random = new RandomState(given.randomState);
  const centers = blobCenters(where, given, random);
  const sizes = blobSizes(given.nSamples, centers.rows);
  const { clusterStd } = given;
  if (typeof clusterStd !== "number" && clusterStd.length !== centers.rows)
    throw new InvalidParameterError(
      where,
      "clusterStd",
      `an array with ${centers.rows} numbers, one a blob`,
      clusterStd,
    );
  const columns = centers.columns;
  const nSamples = sizes.reduce((sum, size) => sum + size, 0);
  const data = new Float64Array(nSamples * columns);
  const labels = new Int32Array(nSamples);
  let i = 0;
  for (const [blob, size] of sizes.entries()) {
    const std = typeof clusterStd === "number" ? clusterStd : clusterStd[blob]!;
    for (const end = i + size; i < end; i++) {
      labels[i] = blob;
      for (let j = 0; j < columns; j++) data[i * columns + j] = random.normal(centers.get(blob, j), std);
    }
  }
  if (!given.shuffle) return { X: new Matrix(data, nSamples, columns), y: labels, centers };
  const order = shuffledOrder(random, nSamples);
  return { X: reordered(data, columns, order), y: order.map((row) => labels[row]!), centers };
}

function blobCenters(
  where: string,
  { nSamples, nFeatures, centers, centerBox }: MakeBlobsOptions,
  random: RandomState,
): Matrix {
  const wanted = typeof nSamples === "number" ? null : nSamples.length;
  if (centers === null || typeof centers === "number") {
    if (wanted !== null && centers !== null)
      throw new InvalidParameterError(
        where,
        "centers",
        "the centres themselves or null if nSamples is a list",
        centers,
      );
    const count = centers ?? wanted ?? 3;
    const data = random.uniform(centerBox[0], centerBox[1], count * nFeatures);
    return new Matrix(data, count, nFeatures);
  }
  const matrix = centers instanceof Matrix ? centers : Matrix.from(centers);
  const bad = matrix.data.find((value) => !Number.isFinite(value));
  if (bad !== undefined || matrix.columns === 0)
    throw new InvalidParameterError(where, "centers", "rows of finite numbers", bad ?? centers);
  if (wanted !== null && wanted !== matrix.rows)
    throw new InvalidParameterError(
      where,
      "centers",
      `${wanted} rows, one for each number of samples`,
      centers,
    );
  return matrix;
}

function blobSizes(nSamples: number | readonly number[], nCenters: number): readonly number[] {
  if (typeof nSamples !== "number") return nSamples;
  const each = Math.floor(nSamples / nCenters);
  return Array.from({ length: nCenters }, (_, k) => each + (k < nSamples % nCenters ? 1 : 0));
}
