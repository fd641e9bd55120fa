import {
  custom,
  flag,
  integer,
  type ParamSpec,
  type ParamSpecs,
  randomStateSpec,
  real,
  resolveParams,
} from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { fusedMultiplyAdd } from "../core/fused-multiply-add.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { sampleWithoutReplacement } from "../core/sample-without-replacement.js";
import type { LabelledSamples } from "./make-blobs.js";
import { reordered, shuffledOrder } from "./shuffle-samples.js";

/** Options of {@link makeClassification}. */
export interface MakeClassificationOptions {
  /** Number of samples; an integer >= 1. Default 100. */
  readonly nSamples: number;
  /** Number of features; an integer >= 1. Default 20. */
  readonly nFeatures: number;
  /** Number of features that tell the classes; an integer >= 1. Default 2. */
  readonly nInformative: number;
  /** Number of random combinations of the informative features; an integer >= 0. Default 2. */
  readonly nRedundant: number;
  /** Number of copies of informative and redundant features; an integer >= 0. Default 0. */
  readonly nRepeated: number;
  /** Number of classes; an integer >= 1. Default 2. */
  readonly nClasses: number;
  /** Number of clusters of each class; an integer >= 1. Default 2. */
  readonly nClustersPerClass: number;
  /** Share of the samples of each class, or of each but the last; numbers >= 0. Default null: equal shares. */
  readonly weights: readonly number[] | null;
  /** Share of the samples whose class is drawn anew; in [0, 1]. Default 0.01. */
  readonly flipY: number;
  /** Half the side of the cube on whose corners the clusters sit; >= 0. Default 1. */
  readonly classSep: number;
  /** Whether the clusters sit on the corners of a cube (true) or of a random polytope. Default true. */
  readonly hypercube: boolean;
  /** Added to each feature: a number, one for each feature, or null: drawn in [-classSep, classSep). Default 0. */
  readonly shift: number | readonly number[] | null;
  /** Factor of each feature, after the shift: a number, one for each feature, or null: drawn in [1, 101). Default 1. */
  readonly scale: number | readonly number[] | null;
  /** Whether samples and features are shuffled; else features come as informative, redundant, repeated, random. Default true. */
  readonly shuffle: boolean;
  /** Seed. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

const perFeature = (value: number, help: string): ParamSpec<number | readonly number[] | null> =>
  custom<number | readonly number[] | null>({
    default: value,
    domain: "a finite number, an array with one for each feature, or null (drawn)",
    help,
    outside: [Number.NaN, "1", ["1"]],
    accepts: (given) =>
      given === null || (Array.isArray(given) ? given.every(Number.isFinite) : Number.isFinite(given)),
  });

/** Domain, default and help of {@link MakeClassificationOptions}. */
export const makeClassificationSpecs: ParamSpecs<MakeClassificationOptions> = {
  nSamples: integer({ default: 100, min: 1, help: "Number of samples." }),
  nFeatures: integer({ default: 20, min: 1, help: "Number of features." }),
  nInformative: integer({ default: 2, min: 1, help: "Number of features that tell the classes." }),
  nRedundant: integer({ default: 2, min: 0, help: "Number of combinations of informative features." }),
  nRepeated: integer({ default: 0, min: 0, help: "Number of copies of features." }),
  nClasses: integer({ default: 2, min: 1, help: "Number of classes." }),
  nClustersPerClass: integer({ default: 2, min: 1, help: "Number of clusters of each class." }),
  weights: custom<readonly number[] | null>({
    default: null,
    domain: "an array of numbers >= 0, or null (equal shares)",
    help: "Share of the samples of each class.",
    outside: [1, "a", [-1], [Number.NaN]],
    accepts: (value) =>
      value === null ||
      (Array.isArray(value) && value.every((share) => Number.isFinite(share) && share >= 0)),
  }),
  flipY: real({ default: 0.01, min: 0, max: 1, help: "Share of the samples whose class is drawn anew." }),
  classSep: real({ default: 1, min: 0, help: "Half the side of the cube of clusters." }),
  hypercube: flag({ default: true, help: "Put the clusters on the corners of a cube." }),
  shift: perFeature(0, "Added to each feature."),
  scale: perFeature(1, "Factor of each feature."),
  shuffle: flag({ default: true, help: "Shuffles samples and features." }),
  randomState: randomStateSpec,
};

/**
 * A classification problem: normal clusters, stretched at random, on the corners of a cube, beside features that combine or repeat the
 * informative ones and features of noise. The samples of scikit-learn's `make_classification` for the same seed; products of
 * matrices are rounded as on processors with fused multiply-add.
 *
 * @throws {InvalidParameterError} if an option is unknown or outside its domain, features do not fit, or the corners of the
 * cube are fewer than the clusters.
 * @see Guyon (2003), Design of experiments for the NIPS 2003 variable selection benchmark.
 *
 * @example
 * ```ts
 * const { X, y } = makeClassification({ nSamples: 50, nFeatures: 5, nInformative: 3, nClasses: 3, nClustersPerClass: 1 });
 * [X.rows, X.columns, new Set(y).size]; // => [50, 5, 3]
 * ```
 */
export function makeClassification(options: Partial<MakeClassificationOptions> = {}): LabelledSamples {
  const where = "makeClassification";
  const given = resolveParams(where, makeClassificationSpecs, options);
  checkSizes(where, given);
  const random = new RandomState(given.randomState);
  const { nSamples, nFeatures, nClasses, nRedundant, nInformative, nRepeated, flipY, shuffle } = given;
  const centroids = clusterCentroids(given, random);
  const sizes = clusterSizes(where, given);
  const informative = random.standardNormal(nSamples * nInformative);
  const labels = placeClusters(informative, centroids, sizes, given, random);
  const data = new Float64Array(nSamples * nFeatures);
  copyColumns(informative, nInformative, data, nFeatures, 0);
  if (nRedundant > 0) {
    const B = symmetric(random, nInformative * nRedundant);
    const combined = product(informative, B, nSamples, nInformative, nRedundant);
    copyColumns(combined, nRedundant, data, nFeatures, nInformative);
  }
  const n = nInformative + nRedundant;
  const repeated = Array.from({ length: nRepeated }, () => Math.trunc((n - 1) * random.random() + 0.5));
  for (let i = 0; i < nSamples; i++)
    for (const [r, j] of repeated.entries()) data[i * nFeatures + n + r] = data[i * nFeatures + j]!;
  const nNoise = nFeatures - n - nRepeated;
  if (nNoise > 0)
    copyColumns(random.standardNormal(nSamples * nNoise), nNoise, data, nFeatures, n + nRepeated);
  const flipped = labels.flatMap((_, i) => (random.random() < flipY ? [i] : []));
  for (const i of flipped) labels[i] = random.randint(nClasses);
  shiftAndScale(where, data, given, random);
  if (!shuffle) return { X: new Matrix(data, nSamples, nFeatures), y: Int32Array.from(labels) };
  const rowOrder = shuffledOrder(random, nSamples);
  const columnOrder = shuffledOrder(random, nFeatures);
  return { X: reordered(data, nFeatures, rowOrder, columnOrder), y: rowOrder.map((row) => labels[row]!) };
}

function checkSizes(where: string, given: MakeClassificationOptions): void {
  const { nFeatures, nInformative, nRedundant, nRepeated, nClasses, nClustersPerClass } = given;
  const needed = nInformative + nRedundant + nRepeated;
  if (needed > nFeatures) {
    const rule = `at least nInformative + nRedundant + nRepeated = ${needed}`;
    throw new InvalidParameterError(where, "nFeatures", rule, nFeatures);
  }
  const clusters = nClasses * nClustersPerClass;
  if (2 ** nInformative < clusters) {
    const rule = `large enough that 2^nInformative >= nClasses × nClustersPerClass = ${clusters}`;
    throw new InvalidParameterError(where, "nInformative", rule, nInformative);
  }
}

/** Samples of each cluster; clusters of a class are nClasses apart. */
function clusterSizes(where: string, given: MakeClassificationOptions): number[] {
  const { nSamples, nClasses, nClustersPerClass, weights } = given;
  if (weights !== null && weights.length !== nClasses && weights.length !== nClasses - 1)
    throw new InvalidParameterError(where, "weights", `of length ${nClasses} or ${nClasses - 1}`, weights);
  const shares = weights === null ? new Array<number>(nClasses).fill(1 / nClasses) : [...weights];
  if (shares.length < nClasses) shares.push(1 - shares.reduce((sum, share) => sum + share, 0));
  const sizes = Array.from({ length: nClasses * nClustersPerClass }, (_, k) =>
    Math.trunc((nSamples * shares[k % nClasses]!) / nClustersPerClass),
  );
  const rest = nSamples - sizes.reduce((sum, size) => sum + size, 0);
  if (rest < 0 || sizes.some((size) => size < 0))
    throw new InvalidParameterError(where, "weights", "shares whose sum is at most 1", weights);
  for (let i = 0; i < rest; i++) sizes[i % sizes.length]! += 1;
  return sizes;
}

/** Distinct corners of the cube [-classSep, classSep]ᵈ, one for each cluster, shape (nClusters, nInformative). */
function clusterCentroids(
  { nClasses, nClustersPerClass, nInformative, classSep, hypercube }: MakeClassificationOptions,
  random: RandomState,
): Matrix {
  const clusters = nClasses * nClustersPerClass;
  const bits = cornerBits(random, clusters, nInformative);
  const corners = bits.map((bit) => bit * (2 * classSep) - classSep);
  if (!hypercube) {
    const ofCluster = random.random(clusters);
    const ofFeature = random.random(nInformative);
    for (let p = 0; p < corners.length; p++)
      corners[p] = corners[p]! * ofCluster[Math.floor(p / nInformative)]! * ofFeature[p % nInformative]!;
  }
  return new Matrix(corners, clusters, nInformative);
}

/** Binary digits of distinct numbers, the highest first; digits beyond 30 are drawn one by one and come first. */
function cornerBits(random: RandomState, count: number, digits: number): Float64Array {
  const extra = Math.max(0, digits - 30);
  const free = Float64Array.from({ length: count * extra }, () => random.randint(2));
  const numbers = sampleWithoutReplacement(2 ** (digits - extra), count, random);
  return Float64Array.from({ length: count * digits }, (_, p) => {
    const k = Math.floor(p / digits);
    const digit = p % digits;
    return digit < extra ? free[k * extra + digit]! : (numbers[k]! >> (digits - 1 - digit)) & 1;
  });
}

/** Stretches each cluster at random and moves it to its corner, in place; class of each sample. */
function placeClusters(
  informative: Float64Array,
  centroids: Matrix,
  sizes: readonly number[],
  { nClasses, nInformative }: MakeClassificationOptions,
  random: RandomState,
): number[] {
  const labels: number[] = [];
  for (const [k, size] of sizes.entries()) {
    const A = symmetric(random, nInformative * nInformative);
    const cluster = informative.subarray(labels.length * nInformative, (labels.length + size) * nInformative);
    const stretched = product(cluster, A, size, nInformative, nInformative);
    for (let p = 0; p < stretched.length; p++)
      cluster[p] = stretched[p]! + centroids.data[k * nInformative + (p % nInformative)]!;
    for (let i = 0; i < size; i++) labels.push(k % nClasses);
  }
  return labels;
}

/** Uniform numbers in [-1, 1). */
function symmetric(random: RandomState, count: number): Float64Array {
  return random.random(count).map((value) => 2 * value - 1);
}

/** A B with A of shape (rows, inner), B of shape (inner, columns), sums fused in order. */
function product(
  A: Float64Array,
  B: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum = fusedMultiplyAdd(A[i * inner + k]!, B[k * columns + j]!, sum);
      out[i * columns + j] = sum;
    }
  }
  return out;
}

function copyColumns(
  from: Float64Array,
  columns: number,
  to: Float64Array,
  stride: number,
  start: number,
): void {
  for (let i = 0, p = 0; p < from.length; i++)
    for (let j = 0; j < columns; j++) to[i * stride + start + j] = from[p++]!;
}

function shiftAndScale(
  where: string,
  data: Float64Array,
  { nFeatures, classSep, shift, scale }: MakeClassificationOptions,
  random: RandomState,
): void {
  const shifts = shift ?? symmetric(random, nFeatures).map((value) => value * classSep);
  const scales = scale ?? random.random(nFeatures).map((value) => 1 + 100 * value);
  const each = (name: string, values: number | ArrayLike<number>): ((j: number) => number) => {
    if (typeof values === "number") return () => values;
    if (values.length === nFeatures) return (j) => values[j]!;
    throw new InvalidParameterError(where, name, `an array with ${nFeatures} numbers, one a feature`, values);
  };
  const shiftOf = each("shift", shifts);
  const scaleOf = each("scale", scales);
  for (let p = 0; p < data.length; p++)
    data[p] = (data[p]! + shiftOf(p % nFeatures)) * scaleOf(p % nFeatures);
}
