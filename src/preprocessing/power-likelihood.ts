import { exp } from "../core/exp.js";
import { expm1 } from "../core/expm1.js";
import { log } from "../core/log.js";
import { log1p } from "../core/log1p.js";
import type { KernelMemory, Kernels } from "../kernels/index.js";
import { boundedMinimum, brentMinimum } from "../linalg/brent.js";
import { isConstant } from "./scale-of.js";

/** Family of power transforms. */
export type PowerMethod = "yeo-johnson" | "box-cox";

// 2048 values: a block and its transform fit the first-level cache.
const BLOCK = 2048;
/** Bytes of scratch that {@link PowerColumn} needs: one block and its two results. */
export const POWER_SCRATCH: number = 8 * (BLOCK + 4);

// Half of the range of exponents of a double, so that the variance of what is transformed is a double too.
const LOG_TINY = (log(2.2250738585072014e-308) - log(Number.EPSILON)) / 2;
const LOG_HUGE = (log(Number.MAX_VALUE) + log(Number.EPSILON)) / 2;
const LOG_LEAST_VARIANCE = log(2.2250738585072014e-308);
const LOG_GREATEST_VARIANCE = log(Number.MAX_VALUE);
/** The transform is to hold for values up to so many times the greatest one seen. */
const HEADROOM = 20;
/** Tolerance of λ that Brent's method has in the incumbent. */
const TOLERANCE = 1.48e-8;
/** Transformed values stay this factor below the greatest double. */
const BOX_COX_LIMIT = log(Number.MAX_VALUE / 10000);

/** Kernels, their memory, and the start of {@link POWER_SCRATCH} bytes in it. */
export interface KernelPlace {
  readonly kernels: Kernels;
  readonly memory: KernelMemory;
  readonly scratch: number;
}

/** Mean and variance (÷ n) of transformed values. */
interface PowerMoments {
  readonly mean: number;
  readonly variance: number;
}

/** What transformed values are centred at and divided by. */
export interface PowerStandard {
  readonly mean: number;
  readonly deviation: number;
}

/** Values of one column in kernel memory, as the logarithms that both transforms are functions of. */
export class PowerColumn {
  readonly #kernels: Kernels;
  readonly #memory: KernelMemory;
  readonly #scratch: number;
  readonly #pointer: number;
  readonly #n: number;
  readonly #boxCox: boolean;
  readonly #least: number;
  readonly #greatest: number;
  readonly #sum: number;

  /**
   * @param pointer start of the values in kernel memory, shape (n), none missing; replaced by their logarithms.
   */
  constructor(where: KernelPlace, pointer: number, n: number, method: PowerMethod) {
    this.#kernels = where.kernels;
    this.#memory = where.memory;
    this.#scratch = where.scratch;
    this.#pointer = pointer;
    this.#n = n;
    this.#boxCox = method === "box-cox";
    this.#kernels.powerLogs(0, n, 0, this.#scratch, this.#boxCox ? 1 : 0, pointer);
    const logs = new Float64Array(this.#memory.buffer, pointer, n);
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const value = logs[i]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
      sum += value;
    }
    this.#least = least;
    this.#greatest = greatest;
    this.#sum = sum;
  }

  /** Mean of the transformed values, and their standard deviation, 1 if they are constant but for rounding. */
  standard(lambda: number): PowerStandard {
    const { mean, variance } = this.#plainMoments(lambda);
    if (variance <= Number.MAX_VALUE)
      return { mean, deviation: isConstant(this.#n, mean, variance) ? 1 : Math.sqrt(variance) };
    return { mean, deviation: exp(this.#logVariance(lambda) / 2) };
  }

  /** The λ of greatest likelihood; undefined if the search finds none. */
  bestLambda(): number | undefined {
    return this.#boxCox ? this.#bestBoxCox() : this.#bestYeoJohnson();
  }

  /** Where the variance is no normal number, the values lie too close together or too far apart: such a λ is refused. */
  #bestYeoJohnson(): number {
    const reach = log1p(HEADROOM * expm1(Math.max(-this.#least, this.#greatest)));
    let low = LOG_TINY / reach;
    let high = LOG_HUGE / reach;
    if (this.#greatest < 0) [low, high] = [2 - high, 2 - low];
    else if (this.#least < 0) [low, high] = [Math.max(2 - high, low), Math.min(2 - low, high)];
    const cost = (lambda: number): number => {
      const logVariance = this.#logVariance(lambda);
      if (!(logVariance >= LOG_LEAST_VARIANCE && logVariance <= LOG_GREATEST_VARIANCE))
        return Number.POSITIVE_INFINITY;
      return (this.#n / 2) * logVariance - (lambda - 1) * this.#sum;
    };
    return boundedMinimum(cost, low, high, TOLERANCE).x;
  }

  #bestBoxCox(): number | undefined {
    const cost = (lambda: number): number =>
      (this.#n / 2) * this.#logVariance(lambda) - (lambda - 1) * this.#sum;
    const found = brentMinimum(cost, -2, 2);
    return found === undefined ? undefined : this.#withinDoubles(found.x);
  }

  /**
   * Logarithm of the variance. Where all logarithms have one exponent, it is taken relative to the greatest of the powers, e^(2 λ l):
   * any λ can be tried without overflow, and values far from zero lose no digits.
   */
  #logVariance(lambda: number): number {
    const mixed = !this.#boxCox && this.#least < 0 && this.#greatest >= 0;
    if (mixed) return log(this.#plainMoments(lambda).variance);
    const exponent = this.#boxCox || this.#least >= 0 ? lambda : lambda - 2;
    const top = exponent >= 0 ? this.#greatest : this.#least;
    return log(this.#moments(exponent, exponent, top).variance) + 2 * exponent * top;
  }

  /** The λ nearest to the given one that transforms all values to doubles. */
  #withinDoubles(lambda: number): number {
    const size = (at: number): number => {
      const l = at >= 0 ? this.#greatest : this.#least;
      return at * l > 1 ? at * l - log(Math.abs(at)) : 0; // ln of |xλ - 1| / |λ|, where that is large
    };
    if (size(lambda) <= BOX_COX_LIMIT) return lambda;
    let inside = 0;
    let outside = lambda;
    for (let step = 0; step < 200 && inside !== outside; step++) {
      const middle = 0.5 * (inside + outside);
      if (middle === inside || middle === outside) break;
      if (size(middle) <= BOX_COX_LIMIT) inside = middle;
      else outside = middle;
    }
    return inside;
  }

  #plainMoments(lambda: number): PowerMoments {
    return this.#moments(lambda, this.#boxCox ? lambda : lambda - 2, 0);
  }

  /** Block by block, merged in their order. */
  #moments(p: number, q: number, shift: number): PowerMoments {
    const scratch = this.#scratch + 32;
    const result = new Float64Array(this.#memory.buffer, this.#scratch, 2);
    let count = 0;
    let mean = 0;
    let squares = 0;
    for (let begin = 0; begin < this.#n; begin += BLOCK) {
      const end = Math.min(begin + BLOCK, this.#n);
      this.#kernels.powerMoments(begin, end, 0, scratch, this.#pointer, shift, p, q, this.#scratch);
      const n = end - begin;
      const delta = result[0]! / n - mean;
      squares += result[1]! + delta * delta * ((count * n) / (count + n));
      count += n;
      mean += delta * (n / count);
    }
    return { mean, variance: squares / this.#n };
  }
}
