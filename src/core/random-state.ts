import { InvalidParameterError } from "./errors.js";
import { glibcLog } from "./glibc-log.js";
import { Mt19937 } from "./mt19937.js";

/** Options of {@link RandomState.choice}. */
export interface ChoiceOptions {
  /** Whether an element may be drawn twice. Default true. */
  readonly replace?: boolean;
  /** Probability of each element; they sum to 1. Default: all equal. */
  readonly p?: ArrayLike<number>;
}

/** Where a generator is in its sequence: what {@link RandomState.getState} gives. */
export interface GeneratorState {
  /** State of the Mersenne Twister, shape (624). */
  readonly words: Uint32Array;
  /** Position of the next word; 624 if all are used up. */
  readonly position: number;
  /** The second normal of a pair, if the first was drawn alone. */
  readonly spareNormal: number | null;
}

/** An array or typed array whose elements can be swapped. */
export interface Shuffleable<T> {
  readonly length: number;
  [index: number]: T;
}

const MAX_UINT32 = 4294967295;
const TWO_32 = 4294967296;
// numpy: the sum of p may differ from 1 by sqrt(eps).
const SUM_TOLERANCE = 1.4901161193847656e-8;

/**
 * Random numbers, the same as those of NumPy's `RandomState` (Mersenne Twister) for the same seed and calls.
 *
 * All are equal to the last bit. Normals and exponentials need a logarithm, for which NumPy calls the C library; here it is that of glibc
 * (2.28 or later) on x86-64 processors with fused multiply-add. NumPy on other platforms may draw them with another last bit.
 *
 * Cost: about 10 ns a number, 80 ns a normal, 110 ns an exponential. Not for cryptography.
 *
 * @see Matsumoto & Nishimura (1998), Mersenne Twister, doi:10.1145/272991.272995.
 * @example
 * ```ts
 * const random = new RandomState(42);
 * random.randint(0, 100); // => 51
 * random.randint(0, 100, 3); // => new Float64Array([92, 14, 71])
 * new RandomState(42).permutation(10); // => new Int32Array([8, 1, 5, 0, 7, 2, 9, 4, 3, 6])
 * ```
 */
export class RandomState {
  #generator: Mt19937;
  // The polar method makes normals in pairs; the second waits here.
  #spareNormal: number | undefined = undefined;

  /**
   * @param seed an integer in [0, 2³²), an array of such integers, or null for fresh entropy. Default 0.
   * @throws {InvalidParameterError} if the seed is none of these.
   */
  constructor(seed: number | null | ArrayLike<number> = 0) {
    if (seed === null) {
      this.#generator = Mt19937.fromKey(globalThis.crypto.getRandomValues(new Uint32Array(8)));
    } else if (typeof seed === "number") {
      checkSeed(seed);
      this.#generator = Mt19937.fromSeed(seed);
    } else {
      if (typeof seed !== "object" || !(seed.length > 0)) checkSeed(seed);
      for (let i = 0; i < seed.length; i++) checkSeed(seed[i]);
      this.#generator = Mt19937.fromKey(Uint32Array.from(seed));
    }
  }

  /**
   * A generator that goes on where another one was.
   *
   * @example
   * ```ts
   * const random = new RandomState(3);
   * const state = random.getState();
   * RandomState.fromGeneratorState(state).random() === random.random(); // => true
   * ```
   */
  static fromGeneratorState({ words, position, spareNormal }: GeneratorState): RandomState {
    const random = new RandomState();
    random.#generator = Mt19937.fromWords(words, position);
    random.#spareNormal = spareNormal ?? undefined;
    return random;
  }

  /** Where the generator is in its sequence, as NumPy's `get_state`. */
  getState(): GeneratorState {
    return { ...this.#generator.words(), spareNormal: this.#spareNormal ?? null };
  }

  /** One uniform 32-bit integer. */
  uint32(): number {
    return this.#generator.next();
  }

  /** Uniform number in [0, 1) with 53 random bits, or `size` of them. */
  random(): number;
  random(size: number): Float64Array;
  random(size: number | undefined): number | Float64Array;
  random(size?: number): number | Float64Array {
    const generator = this.#generator;
    if (size === undefined) return generator.nextDouble();
    const out = new Float64Array(checkSize(size));
    for (let i = 0; i < out.length; i++) out[i] = generator.nextDouble();
    return out;
  }

  /** Uniform integer in [0, max], 0 <= max < 2⁵³. Draws nothing where max is 0. */
  interval(max: number): number {
    if (max === 0) return 0;
    const generator = this.#generator;
    if (max <= MAX_UINT32) {
      const mask = MAX_UINT32 >>> Math.clz32(max);
      let value = (generator.nextInt32() & mask) >>> 0;
      while (value > max) value = (generator.nextInt32() & mask) >>> 0;
      return value;
    }
    const mask = MAX_UINT32 >>> Math.clz32(Math.floor(max / TWO_32));
    for (;;) {
      const high = (generator.nextInt32() & mask) >>> 0; // the high word comes first
      const value = high * TWO_32 + generator.next();
      if (value <= max) return value;
    }
  }

  /**
   * Uniform integer in [low, high), or in [0, low) where high is left out; with `size`, that many.
   *
   * @throws {InvalidParameterError} if a bound is no integer, the range is empty or wider than 2⁵³.
   */
  randint(low: number, high?: number): number;
  randint(low: number, high: number | undefined, size: number): Float64Array;
  randint(low: number, high?: number, size?: number): number | Float64Array {
    const from = high === undefined ? 0 : low;
    const to = high === undefined ? low : high;
    checkRange(from, to, high === undefined ? "low" : "high");
    const max = to - from - 1;
    if (size === undefined) return from + this.interval(max);
    const out = new Float64Array(checkSize(size));
    for (let i = 0; i < out.length; i++) out[i] = from + this.interval(max);
    return out;
  }

  /**
   * Uniform number in [low, high); with `size`, that many.
   *
   * @throws {InvalidParameterError} if high − low is not finite.
   */
  uniform(low?: number, high?: number): number;
  uniform(low: number | undefined, high: number | undefined, size: number): Float64Array;
  uniform(low = 0, high = 1, size?: number): number | Float64Array {
    const width = high - low;
    if (!Number.isFinite(width))
      throw new InvalidParameterError("RandomState.uniform", "high - low", "finite", width);
    if (size === undefined) return low + width * this.#generator.nextDouble();
    const out = this.random(size);
    for (let i = 0; i < out.length; i++) out[i] = low + width * out[i]!;
    return out;
  }

  /** Normal number with mean 0 and standard deviation 1, by the polar method of Marsaglia; with `size`, that many. */
  standardNormal(): number;
  standardNormal(size: number): Float64Array;
  standardNormal(size?: number): number | Float64Array {
    if (size === undefined) return this.#nextNormal();
    const out = new Float64Array(checkSize(size));
    for (let i = 0; i < out.length; i++) out[i] = this.#nextNormal();
    return out;
  }

  /**
   * Normal number with mean `loc` and standard deviation `scale`; with `size`, that many.
   *
   * @throws {InvalidParameterError} if scale is negative or NaN.
   */
  normal(loc?: number, scale?: number): number;
  normal(loc: number | undefined, scale: number | undefined, size: number): Float64Array;
  normal(loc = 0, scale = 1, size?: number): number | Float64Array {
    checkScale("RandomState.normal", scale);
    if (size === undefined) return loc + scale * this.#nextNormal();
    const out = this.standardNormal(size);
    for (let i = 0; i < out.length; i++) out[i] = loc + scale * out[i]!;
    return out;
  }

  /**
   * Exponential number with mean `scale`, by inversion; with `size`, that many.
   *
   * @throws {InvalidParameterError} if scale is negative or NaN.
   */
  exponential(scale?: number): number;
  exponential(scale: number | undefined, size: number): Float64Array;
  exponential(scale = 1, size?: number): number | Float64Array {
    checkScale("RandomState.exponential", scale);
    const generator = this.#generator;
    if (size === undefined) return scale * -glibcLog(1 - generator.nextDouble());
    const out = this.random(size);
    for (let i = 0; i < out.length; i++) out[i] = scale * -glibcLog(1 - out[i]!);
    return out;
  }

  /** Reorders an array or typed array in place, uniformly over all orders (Fisher–Yates). */
  shuffle<T>(array: Shuffleable<T>): void {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.interval(i);
      const kept = array[i]!;
      array[i] = array[j]!;
      array[j] = kept;
    }
  }

  /** The integers 0 .. n − 1 in random order, or a shuffled copy of an array. */
  permutation(n: number): Int32Array;
  permutation<A extends Float64Array | Int32Array>(array: A): A;
  permutation<T>(array: ArrayLike<T>): T[];
  permutation<T>(source: number | ArrayLike<T>): Int32Array | ArrayLike<T> {
    if (typeof source === "number") {
      const order = indices(checkSize(source, "n"));
      shuffleIndices(order, this.#generator);
      return order;
    }
    const copy =
      source instanceof Float64Array || source instanceof Int32Array ? source.slice() : Array.from(source);
    this.shuffle(copy as Shuffleable<T>);
    return copy as ArrayLike<T>;
  }

  /**
   * Draws from an array, or from the integers 0 .. n − 1: one element, or `size` of them.
   *
   * @throws {InvalidParameterError} if there is nothing to draw from, more is asked without replacement than there is, or `p` is not a
   *   distribution over the elements.
   */
  choice(n: number, size?: undefined, options?: ChoiceOptions): number;
  choice(n: number, size: number, options?: ChoiceOptions): Int32Array;
  choice<T>(array: ArrayLike<T>, size?: undefined, options?: ChoiceOptions): T;
  choice<T>(array: ArrayLike<T>, size: number, options?: ChoiceOptions): T[];
  choice<T>(
    source: number | ArrayLike<T>,
    size?: number,
    options: ChoiceOptions = {},
  ): number | Int32Array | T | T[] {
    const n = typeof source === "number" ? source : source.length;
    const count = size === undefined ? 1 : checkSize(size);
    const picked = this.#pick(n, count, options);
    if (typeof source === "number") return size === undefined ? picked[0]! : picked;
    return size === undefined ? source[picked[0]!]! : Array.from(picked, (i) => source[i]!);
  }

  #pick(n: number, count: number, { replace = true, p }: ChoiceOptions): Int32Array {
    const where = "RandomState.choice";
    if (!Number.isSafeInteger(n) || n < 1) throw new InvalidParameterError(where, "n", "an integer >= 1", n);
    if (!replace && count > n)
      throw new InvalidParameterError(where, "size", `at most ${n} without replacement`, count);
    if (p !== undefined) {
      const weights = checkProbabilities(where, p, n);
      return replace
        ? this.#pickByWeight(weights, new Int32Array(count))
        : this.#pickDistinctByWeight(weights, count);
    }
    if (!replace) return this.permutation(n).slice(0, count);
    const out = new Int32Array(count);
    this.choiceInto(n, out);
    return out;
  }

  /** @internal {@link RandomState.choice} with replacement from the integers 0 .. n − 1, n >= 1, as many as `out` (OUT) holds. */
  choiceInto(n: number, out: Int32Array): void {
    const most = n - 1;
    if (most === 0)
      out.fill(0); // as `interval`, which draws nothing then
    else if (most > MAX_UINT32 >>> 1) for (let i = 0; i < out.length; i++) out[i] = this.interval(most);
    else for (let i = 0; i < out.length; ) i = drawUpTo(this.#generator, most, out, i);
  }

  /**
   * {@link RandomState.choice} among `p.length` by their probabilities, into memory that serves again.
   *
   * @internal
   * @param out as many as it has room for are drawn.
   * @param room as long as p; overwritten.
   */
  drawByWeight(p: Float64Array, out: Int32Array, room: Float64Array): Int32Array {
    return this.#pickByWeight(checkProbabilities("RandomState.choice", p, p.length, room), out);
  }

  /** The probabilities are overwritten. */
  #pickByWeight(p: Float64Array, out: Int32Array): Int32Array {
    const cumulative = cumulativeDistribution(p, p);
    for (let i = 0; i < out.length; i++) out[i] = upperBound(cumulative, this.#generator.nextDouble());
    return out;
  }

  // Rounds of draws; each round keeps the new indices in their order of appearance and gives them probability 0.
  #pickDistinctByWeight(p: Float64Array, count: number): Int32Array {
    const positive = p.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0);
    if (positive < count) {
      throw new InvalidParameterError(
        "RandomState.choice",
        "p",
        `positive for at least ${count} elements`,
        p,
      );
    }
    const out = new Int32Array(count);
    const seen = new Set<number>();
    while (seen.size < count) {
      const cumulative = cumulativeDistribution(p);
      const draws = this.random(count - seen.size);
      for (const draw of draws) {
        const index = upperBound(cumulative, draw);
        if (seen.has(index)) continue;
        out[seen.size] = index;
        seen.add(index);
        p[index] = 0;
      }
    }
    return out;
  }

  #nextNormal(): number {
    const spare = this.#spareNormal;
    if (spare !== undefined) {
      this.#spareNormal = undefined;
      return spare;
    }
    const generator = this.#generator;
    let x1: number;
    let x2: number;
    let r2: number;
    do {
      x1 = 2 * generator.nextDouble() - 1;
      x2 = 2 * generator.nextDouble() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 === 0);
    const f = Math.sqrt((-2 * glibcLog(r2)) / r2);
    this.#spareNormal = f * x1;
    return f * x2;
  }
}

// `shuffle` of integers, one round of the generator at a time: first the places to exchange with, of which a third is refused, without a branch on
// that; then the exchanges. It is the cost of splitting data.
function shuffleIndices(order: Int32Array, generator: Mt19937): void {
  const places = new Int32Array(generator.round.length);
  for (let last = order.length - 1; last > 0; ) {
    if (generator.position === generator.round.length) generator.startRound();
    const count = drawPlaces(generator, last, places);
    exchangeInTurn(order, last, places, count);
    last -= count;
  }
}

/** Draws integers in [0, most] from what is left of a round, from place `from` on; without a branch on those refused. Returns the place behind the last. */
function drawUpTo(generator: Mt19937, most: number, out: Int32Array, from: number): number {
  if (generator.position === generator.round.length) generator.startRound();
  const { round } = generator;
  const mask = MAX_UINT32 >>> Math.clz32(most);
  let { position } = generator;
  let at = from;
  for (; position < round.length && at < out.length; position++) {
    const value = round[position]! & mask;
    out[at] = value;
    at += Number(value <= most);
  }
  generator.position = position;
  return at;
}

/** Draws places in [0, last], [0, last - 1], … [0, 1] from what is left of a round; returns how many. */
function drawPlaces(generator: Mt19937, last: number, places: Int32Array): number {
  const { round } = generator;
  let { position } = generator;
  let mask = MAX_UINT32 >>> Math.clz32(last);
  let count = 0;
  for (let i = last; position < round.length && i > 0; position++) {
    if (i <= mask >>> 1) mask >>>= 1;
    const place = round[position]! & mask;
    places[count] = place;
    const isTaken = Number(place <= i);
    count += isTaken;
    i -= isTaken;
  }
  generator.position = position;
  return count;
}

/** Exchanges the elements at last, last - 1, … with those at the places. */
function exchangeInTurn(order: Int32Array, last: number, places: Int32Array, count: number): void {
  for (let k = 0, i = last; k < count; k++, i--) {
    const place = places[k]!;
    const kept = order[i]!;
    order[i] = order[place]!;
    order[place] = kept;
  }
}

/** The integers 0 .. n − 1. */
function indices(n: number): Int32Array {
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) out[i] = i;
  return out;
}

/** `out` may be p itself. */
function cumulativeDistribution(
  p: Float64Array,
  out: Float64Array = new Float64Array(p.length),
): Float64Array {
  let sum = 0;
  for (let i = 0; i < p.length; i++) out[i] = sum += p[i]!;
  for (let i = 0; i < p.length; i++) out[i] = out[i]! / sum;
  return out;
}

/** First position whose value is > `value` in an ascending array. */
function upperBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function checkSeed(seed: unknown): void {
  if (Number.isSafeInteger(seed) && (seed as number) >= 0 && (seed as number) <= MAX_UINT32) return;
  const rule = "an integer in [0, 4294967295], an array of such integers, or null";
  throw new InvalidParameterError("RandomState", "seed", rule, seed);
}

function checkSize(size: number, name = "size"): number {
  if (!Number.isSafeInteger(size) || size < 0 || size >= 2147483648)
    throw new InvalidParameterError("RandomState", name, "an integer in [0, 2147483648)", size);
  return size;
}

function checkRange(low: number, high: number, name: string): void {
  const where = "RandomState.randint";
  if (!Number.isSafeInteger(low)) throw new InvalidParameterError(where, "low", "an integer", low);
  if (!Number.isSafeInteger(high)) throw new InvalidParameterError(where, name, "an integer", high);
  if (high <= low || high - low > Number.MAX_SAFE_INTEGER)
    throw new InvalidParameterError(where, name, `an integer > ${low} and at most 2^53 - 1 above it`, high);
}

function checkScale(where: string, scale: number): void {
  if (!(scale >= 0)) throw new InvalidParameterError(where, "scale", "a number >= 0", scale);
}

/** A copy of probabilities, in `out`. */
function checkProbabilities(
  where: string,
  p: ArrayLike<number>,
  n: number,
  out: Float64Array = new Float64Array(n),
): Float64Array {
  if (p.length !== n) throw new InvalidParameterError(where, "p", `as long as the choices (${n})`, p);
  out.set(p);
  let sum = 0;
  for (let i = 0; i < out.length; i++) {
    const value = out[i]!;
    if (!(value >= 0)) throw new InvalidParameterError(where, "p", "free of negative numbers and NaN", value);
    sum += value;
  }
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE))
    throw new InvalidParameterError(where, "p", "probabilities that sum to 1", sum);
  return out;
}
