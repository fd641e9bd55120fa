import { digamma } from "../stats/digamma.js";

/** How often each count occurred, for the mean of their digammas. */
export class CountTally {
  readonly #times: Float64Array;
  #total = 0;

  /** @param most largest count that can occur. */
  constructor(most: number) {
    this.#times = new Float64Array(most + 1);
  }

  /** Notes a count >= 1 that occurred so many times. */
  add(count: number, times = 1): void {
    this.#times[count]! += times;
    this.#total += times;
  }

  /** Mean of ψ over all counts noted. */
  meanDigamma(): number {
    let sum = 0;
    for (let count = 1; count < this.#times.length; count++)
      if (this.#times[count]! > 0) sum += this.#times[count]! * digamma(count);
    return sum / this.#total;
  }
}

/**
 * How many values of a sorted array, one's own among them, lie nearer to that at `at` than `radius`; of radius 0 those that equal it. This is the number
 * within the next smaller double.
 *
 * Cost: about the logarithm of the result.
 */
export function countNearer(sorted: Float64Array, at: number, radius: number): number {
  return reach(sorted, at, radius, 1) + reach(sorted, at, radius, -1) + 1;
}

/** Number of values on one side that are near enough, by doubling steps and then halving them. */
function reach(sorted: Float64Array, at: number, radius: number, direction: 1 | -1): number {
  const room = direction === 1 ? sorted.length - 1 - at : at;
  const isNear = (steps: number): boolean => {
    const distance = Math.abs(sorted[at + direction * steps]! - sorted[at]!);
    return distance < radius || distance === 0;
  };
  let near = 0;
  let far = 1;
  while (far <= room && isNear(far)) {
    near = far;
    far *= 2;
  }
  far = Math.min(far, room + 1);
  while (far - near > 1) {
    const middle = (near + far) >> 1;
    if (isNear(middle)) near = middle;
    else far = middle;
  }
  return near;
}
