import {
  custom,
  flag,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  randomStateSpec,
  real,
  resolveParams,
} from "../base/params.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { cos, sin } from "../core/sin-cos.js";
import type { LabelledSamples } from "./make-blobs.js";
import { reordered, shuffledOrder } from "./shuffle-samples.js";

/** Options of {@link makeMoons}. */
export interface MakeMoonsOptions {
  /** Number of samples in all, or of the outer and the inner class. Default 100. */
  readonly nSamples: number | readonly [outer: number, inner: number];
  /** Whether samples are shuffled; else the outer ones come first. Default true. */
  readonly shuffle: boolean;
  /** Standard deviation of normal noise; >= 0. Default null: none. */
  readonly noise: number | null;
  /** Seed. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Options of {@link makeCircles}. */
export interface MakeCirclesOptions extends MakeMoonsOptions {
  /** Radius of the inner circle, that of the outer being 1; in [0, 1). Default 0.8. */
  readonly factor: number;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const nSamplesSpec: ParamSpec<number | readonly [outer: number, inner: number]> = custom({
  default: 100 as number | readonly [outer: number, inner: number],
  domain: "an integer >= 1, or a pair of integers >= 0",
  help: "Number of samples in all, or of the outer and the inner class.",
  outside: [0, 1.5, "100", null, [1], [1, -1]],
  accepts: (value) =>
    Array.isArray(value) ? value.length === 2 && value.every(isCount) : isCount(value) && value !== 0,
});

/** Domain, default and help of {@link MakeMoonsOptions}. */
export const makeMoonsSpecs: ParamSpecs<MakeMoonsOptions> = {
  nSamples: nSamplesSpec,
  shuffle: flag({ default: true, help: "Shuffles the samples." }),
  noise: nullByDefault(real({ default: 0, min: 0, help: "Standard deviation of normal noise." }), "none"),
  randomState: randomStateSpec,
};

/** Domain, default and help of {@link MakeCirclesOptions}. */
export const makeCirclesSpecs: ParamSpecs<MakeCirclesOptions> = {
  ...makeMoonsSpecs,
  factor: real({ default: 0.8, min: 0, below: 1, help: "Radius of the inner circle." }),
};

/**
 * Two half circles that reach into each other: the samples of scikit-learn's `make_moons` for the same seed. Sines and cosines are
 * correctly rounded; the library that NumPy calls differs in the last bit now and then.
 *
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const { X, y } = makeMoons({ nSamples: 4, shuffle: false });
 * X.toArray(); // => [[1, 0], [-1, 1.2246467991473532e-16], [0, 0.5], [2, 0.4999999999999999]]
 * y; // => Int32Array.of(0, 0, 1, 1)
 * ```
 */
export function makeMoons(options: Partial<MakeMoonsOptions> = {}): LabelledSamples {
  const given = resolveParams("makeMoons", makeMoonsSpecs, options);
  const [outer, inner] = bothSizes(given.nSamples);
  const points: number[] = [];
  for (const angle of spaced(Math.PI, outer, true)) points.push(cos(angle), sin(angle));
  for (const angle of spaced(Math.PI, inner, true)) points.push(1 - cos(angle), 1 - sin(angle) - 0.5);
  return finished(points, outer, given);
}

/**
 * A circle within a circle: the samples of scikit-learn's `make_circles` for the same seed; on sines and cosines see
 * {@link makeMoons}.
 *
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const { X, y } = makeCircles({ nSamples: [1, 2], shuffle: false, factor: 0.5 });
 * X.toArray(); // => [[1, 0], [0.5, 0], [-0.5, 6.123233995736766e-17]]
 * y; // => Int32Array.of(0, 1, 1)
 * ```
 */
export function makeCircles(options: Partial<MakeCirclesOptions> = {}): LabelledSamples {
  const given = resolveParams("makeCircles", makeCirclesSpecs, options);
  const [outer, inner] = bothSizes(given.nSamples);
  const points: number[] = [];
  for (const angle of spaced(2 * Math.PI, outer, false)) points.push(cos(angle), sin(angle));
  for (const angle of spaced(2 * Math.PI, inner, false))
    points.push(cos(angle) * given.factor, sin(angle) * given.factor);
  return finished(points, outer, given);
}

function bothSizes(nSamples: number | readonly [number, number]): readonly [number, number] {
  if (typeof nSamples !== "number") return nSamples;
  const outer = Math.floor(nSamples / 2);
  return [outer, nSamples - outer];
}

/** Evenly spaced numbers from 0 to `stop`, as `numpy.linspace` makes them. */
function spaced(stop: number, count: number, endpoint: boolean): number[] {
  const steps = endpoint ? count - 1 : count;
  const numbers = Array.from({ length: count }, (_, i) => (steps === 0 ? 0 : i * (stop / steps)));
  if (endpoint && count > 1) numbers[count - 1] = stop;
  return numbers;
}

/** Shuffles first and adds noise then, as scikit-learn does. */
function finished(
  points: readonly number[],
  outer: number,
  { shuffle, noise, randomState }: MakeMoonsOptions,
): LabelledSamples {
  const random = new RandomState(randomState);
  const nSamples = points.length / 2;
  const order = shuffle
    ? shuffledOrder(random, nSamples)
    : Int32Array.from({ length: nSamples }, (_, i) => i);
  const X = reordered(Float64Array.from(points), 2, order);
  const y = order.map((row) => (row < outer ? 0 : 1));
  if (noise === null) return { X, y };
  return {
    X: new Matrix(
      X.data.map((value) => value + random.normal(0, noise)),
      nSamples,
      2,
    ),
    y,
  };
}
