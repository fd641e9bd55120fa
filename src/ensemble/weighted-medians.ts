/**
 * Weighted median of each row, one model after the other: the predictions of a row are kept in ascending order beside the weights of their
 * models.
 *
 * Cost: O(rows × models) for each model added, and 16 bytes for each prediction.
 */
export class WeightedMedians {
  readonly #rows: number;
  readonly #capacity: number;
  readonly #values: Float64Array;
  readonly #weights: Float64Array;
  #count = 0;

  /** @param capacity most models. */
  constructor(rows: number, capacity: number) {
    this.#rows = rows;
    this.#capacity = capacity;
    this.#values = new Float64Array(rows * capacity);
    this.#weights = new Float64Array(rows * capacity);
  }

  /** Takes in a model's predictions, shape (rows), after those that are equal. */
  add(predicted: Float64Array, weight: number): void {
    const values = this.#values;
    const weights = this.#weights;
    for (let i = 0; i < this.#rows; i++) {
      const first = i * this.#capacity;
      const value = predicted[i]!;
      let at = first + this.#count;
      for (; at > first && values[at - 1]! > value; at--) {
        values[at] = values[at - 1]!;
        weights[at] = weights[at - 1]!;
      }
      values[at] = value;
      weights[at] = weight;
    }
    this.#count += 1;
  }

  /** The first prediction at which the sum of weights reaches half of all, shape (rows). */
  medians(): Float64Array {
    const out = new Float64Array(this.#rows);
    for (let i = 0; i < out.length; i++) out[i] = this.#median(i * this.#capacity);
    return out;
  }

  #median(first: number): number {
    const weights = this.#weights;
    const end = first + this.#count;
    let total = 0;
    for (let at = first; at < end; at++) total += weights[at]!;
    const half = 0.5 * total;
    let at = first;
    for (let sum = weights[at]!; sum < half; sum += weights[at]!) at++;
    return this.#values[at]!;
  }
}
