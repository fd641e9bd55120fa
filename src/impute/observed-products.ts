/** Normal equations of one feature on others, over the rows where it was observed, about the means of those rows. */
export interface ObservedRegression {
  /** Shape (m, m), m predictors. */
  readonly gram: Float64Array;
  /** Shape (m). */
  readonly xy: Float64Array;
  readonly yy: number;
  /** Means of the predictors, shape (m), and of the feature. */
  readonly means: { readonly x: Float64Array; readonly y: number };
  /** Number of rows. */
  readonly count: number;
}

/**
 * Sums of products of all pairs of columns, kept up to date while columns are imputed: a regression over the rows where a feature
 * was observed is what is left when the others are taken off, so that it costs a pass over the missing rows alone.
 *
 * Sums are about a shift near the means, since uncentred ones would cancel. Cost: n d² / 2 flops to begin, m d² / 2 for a
 * feature with m missing rows.
 */
export class ObservedProducts {
  readonly #Z: Float64Array;
  readonly #d: number;
  readonly #shift: Float64Array;
  #all: ProductSums;

  /**
   * @param Z shape (n, d), row-major, complete; looked at again whenever a sum is asked for.
   * @param shift near the means of the columns, shape (d).
   */
  constructor(Z: Float64Array, d: number, shift: Float64Array) {
    this.#Z = Z;
    this.#d = d;
    this.#shift = shift;
    this.#all = sumProducts(Z, d, shift, undefined);
  }

  /** Sums anew over all rows, which takes the rounding errors of many updates off. */
  refresh(): void {
    this.#all = sumProducts(this.#Z, this.#d, this.#shift, undefined);
  }

  /** Takes note that feature j has changed in these rows. */
  update(j: number, rows: Int32Array, before: Float64Array): void {
    const [Z, d, shift] = [this.#Z, this.#d, this.#shift];
    const { products, sums } = this.#all;
    const row = new Float64Array(d);
    let own = 0;
    let moved = 0;
    for (let r = 0; r < rows.length; r++) {
      const start = rows[r]! * d;
      const now = Z[start + j]! - shift[j]!;
      const then = before[r]! - shift[j]!;
      const change = now - then;
      for (let k = 0; k < d; k++) row[k]! += change * (Z[start + k]! - shift[k]!);
      own += (now - then) * (now + then);
      moved += change;
    }
    for (let k = 0; k < d; k++) {
      const at = k < j ? k * d + j : j * d + k;
      products[at]! += k === j ? own : row[k]!;
    }
    sums[j]! += moved;
  }

  /** Regression of feature j on `predictors` over the rows where it was observed. */
  regression(
    j: number,
    predictors: Int32Array,
    observedRows: Int32Array,
    missingRows: Int32Array,
  ): ObservedRegression {
    const [d, shift] = [this.#d, this.#shift];
    const few = observedRows.length < missingRows.length;
    const part = sumProducts(this.#Z, d, shift, few ? observedRows : missingRows);
    const whole = this.#all;
    const count = observedRows.length;
    const sum = (k: number): number => (few ? part.sums[k]! : whole.sums[k]! - part.sums[k]!);
    const product = (a: number, b: number): number => {
      const at = a < b ? a * d + b : b * d + a;
      const raw = few ? part.products[at]! : whole.products[at]! - part.products[at]!;
      return raw - (sum(a) * sum(b)) / count;
    };
    const m = predictors.length;
    const gram = new Float64Array(m * m);
    for (let a = 0; a < m; a++) {
      for (let b = 0; b <= a; b++) {
        gram[a * m + b] = product(predictors[a]!, predictors[b]!);
        gram[b * m + a] = gram[a * m + b]!;
      }
    }
    const mean = (k: number): number => shift[k]! + sum(k) / count;
    return {
      gram,
      xy: Float64Array.from(predictors, (k) => product(k, j)),
      yy: product(j, j),
      means: { x: Float64Array.from(predictors, mean), y: mean(j) },
      count,
    };
  }
}

interface ProductSums {
  /** Shape (d, d); the upper triangle alone is filled. */
  readonly products: Float64Array;
  readonly sums: Float64Array;
}

/** Σ (z − shift)(z − shift)ᵀ and Σ (z − shift) over some rows, or all; four rows at a time. */
function sumProducts(
  Z: Float64Array,
  d: number,
  shift: Float64Array,
  rows: Int32Array | undefined,
): ProductSums {
  const products = new Float64Array(d * d);
  const sums = new Float64Array(d);
  const count = rows === undefined ? Z.length / d : rows.length;
  const [a, b, c, e] = [0, 1, 2, 3].map(() => new Float64Array(d)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const four = [a, b, c, e];
  for (let i = 0; i < count; i += 4) {
    for (let r = 0; r < 4; r++) {
      const row = four[r]!;
      if (i + r >= count) {
        row.fill(0);
        continue;
      }
      const start = (rows === undefined ? i + r : rows[i + r]!) * d;
      for (let j = 0; j < d; j++) row[j] = Z[start + j]! - shift[j]!;
    }
    for (let j = 0; j < d; j++) {
      const [aj, bj, cj, ej] = [a[j]!, b[j]!, c[j]!, e[j]!];
      sums[j]! += aj + bj + (cj + ej);
      for (let k = j, p = j * d + j; k < d; k++, p++)
        products[p]! += aj * a[k]! + bj * b[k]! + (cj * c[k]! + ej * e[k]!);
    }
  }
  return { products, sums };
}
