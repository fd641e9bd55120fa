import type { TransformerModel, TransformOutput } from "../base/estimator.js";
import { toMatrix } from "../base/input.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";

/** Maps one value of a target. */
export type TargetFunction = (value: number) => number;

/** A fitted transformer that can take back what it made. */
export interface InvertibleModel extends TransformerModel {
  inverseTransform(X: Matrix): Promise<TransformOutput>;
}

/** How a target is transformed and predictions are taken back: by a fitted transformer, by functions, or not at all. */
export class TargetMap {
  readonly model: InvertibleModel | null;
  readonly func: TargetFunction | null;
  readonly inverseFunc: TargetFunction | null;

  constructor(
    model: InvertibleModel | null,
    func: TargetFunction | null,
    inverseFunc: TargetFunction | null,
  ) {
    this.model = model;
    this.func = func;
    this.inverseFunc = inverseFunc;
  }

  /**
   * The transformed target, shape (nSamples).
   *
   * @throws {InvalidInputError} naming the first value whose transform is not finite.
   */
  async transform(where: string, target: Float64Array): Promise<Float64Array> {
    const values = await this.values(target);
    const row = values.findIndex((value) => !Number.isFinite(value));
    if (row < 0) return values;
    const rule = `the transformed target must be finite, not ${values[row]}`;
    throw new InvalidInputError(where, rule, target[row], { row });
  }

  /** The transformed target, whatever its values. */
  async values(target: Float64Array): Promise<Float64Array> {
    const { model, func } = this;
    if (model !== null)
      return columnOf("TransformedTargetRegressor", await model.transform(asColumn(target)));
    return func === null ? target : target.map((value) => func(value));
  }

  /** Predictions of the transformed target, taken back, shape (nSamples). */
  async invert(where: string, predicted: Float64Array): Promise<Float64Array> {
    const { model, inverseFunc } = this;
    if (model !== null) return columnOf(where, await model.inverseTransform(asColumn(predicted)));
    return inverseFunc === null ? predicted : predicted.map((value) => inverseFunc(value));
  }
}

function asColumn(values: Float64Array): Matrix {
  return new Matrix(values, values.length, 1);
}

function columnOf(where: string, output: TransformOutput): Float64Array {
  const matrix = toMatrix(where, output, { allowMissing: true, deferFinite: true });
  if (matrix.columns === 1) return matrix.data;
  const rule = "the transformer must give one column";
  throw new InvalidInputError(where, rule, new Described(`${matrix.columns} columns`));
}
