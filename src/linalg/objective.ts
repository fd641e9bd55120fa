/** Value and gradient of a function at a point. */
export interface Evaluation {
  readonly value: number;
  /** A fresh array, shape (n). */
  readonly gradient: Float64Array;
}

/** A function to minimise; it may answer at once or later (when its sum runs on several threads). */
export type Objective = (x: Float64Array) => Evaluation | Promise<Evaluation>;

/** A linear map; it may answer at once or later. The result is a fresh array. */
export type LinearMap = (x: Float64Array) => Float64Array | Promise<Float64Array>;
