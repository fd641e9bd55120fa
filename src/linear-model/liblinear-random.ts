import { RandomState } from "../core/random-state.js";

/**
 * Bounded integers as scikit-learn's copy of LIBLINEAR draws them: MT19937 and Lemire's multiplication.
 *
 * @see Lemire (2019), Fast random integer generation in an interval, doi:10.1145/3230636.
 */
export class BoundedIntegers {
  private readonly random: RandomState;

  constructor(randomState: number | null) {
    this.random = new RandomState(new RandomState(randomState).randint(2147483647));
  }

  /** Uniform integer in [0, range), 1 <= range < 2³². */
  next(range: number): number {
    let x = this.random.uint32();
    let low = Math.imul(x, range) >>> 0;
    if (low < range) {
      const threshold = (2 ** 32 - range) % range;
      while (low < threshold) {
        x = this.random.uint32();
        low = Math.imul(x, range) >>> 0;
      }
    }
    // High word of the 64-bit product, in exact 48-bit pieces.
    const upper = (x >>> 16) * range;
    const lower = (x & 0xffff) * range;
    return Math.floor((upper + Math.floor(lower / 65536)) / 65536);
  }
}
