import type { Label, VectorLike } from "../base/estimator.js";
import { toVector } from "../base/input.js";
import { codesOf, encodeDistinct } from "../base/labels.js";
import type { ParamSpecs } from "../base/params.js";
import type { Persistent } from "../base/state.js";
import { InvalidInputError } from "../core/errors.js";
import { type FitTransformedTarget, TargetTransformer } from "./target-transformer.js";

/** {@link LabelEncoder} has no hyper-parameters. */
export type LabelEncoderParams = Readonly<Record<never, never>>;

/** Domain, default and help of {@link LabelEncoderParams}. */
export const labelEncoderParamSpecs: ParamSpecs<LabelEncoderParams> = {};

/**
 * Encodes labels of a target as integers 0, 1, …, nClasses - 1, in sorted order. For features, see {@link OrdinalEncoder}.
 *
 * Cost: O(nSamples).
 *
 * @example
 * ```ts
 * const { model, y } = await new LabelEncoder().fitTransform(["paris", "paris", "tokyo", "amsterdam"]);
 * model.classes; // => ["amsterdam", "paris", "tokyo"]
 * y; // => Int32Array.of(1, 1, 2, 0)
 * await model.inverseTransform([2, 0]); // => ["tokyo", "amsterdam"]
 * ```
 */
export class LabelEncoder extends TargetTransformer<LabelEncoderParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "LabelEncoder";

  constructor(params: LabelEncoderParams = {}) {
    super(LabelEncoder.typeName, labelEncoderParamSpecs, params);
  }

  /** @internal */
  static fromState(): LabelEncoder {
    return new LabelEncoder();
  }

  /**
   * Learns the distinct labels.
   *
   * @param y shape (nSamples).
   * @throws {InvalidInputError} if a label is missing or not finite, or labels are of several types.
   */
  async fit<L extends Label>(y: VectorLike<L>): Promise<LabelEncoderModel<L>> {
    return new LabelEncoderModel({ classes: encodeDistinct("LabelEncoder.fit", y).classes });
  }

  /** Learns the distinct labels and encodes them. */
  async fitTransform<L extends Label>(
    y: VectorLike<L>,
  ): Promise<FitTransformedTarget<LabelEncoderModel<L>, Int32Array>> {
    const { classes, codes } = encodeDistinct("LabelEncoder.fit", y);
    return { model: new LabelEncoderModel({ classes }), y: codes };
  }
}

/** Labels learned by {@link LabelEncoder}. */
export class LabelEncoderModel<L extends Label = Label> implements Persistent {
  /** Name under which the class is registered. */
  static readonly typeName = "LabelEncoderModel";
  /** Name under which the class is registered. */
  readonly typeName = "LabelEncoderModel";
  /** Distinct labels, sorted: numbers by value, strings by code point, false before true. */
  readonly classes: readonly L[];

  /** @internal */
  constructor({ classes }: { readonly classes: readonly L[] }) {
    this.classes = classes;
  }

  /** @internal */
  static fromState<L extends Label>(state: { readonly classes: readonly L[] }): LabelEncoderModel<L> {
    return new LabelEncoderModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { classes: this.classes };
  }

  /**
   * Positions of labels among the classes, shape (nSamples).
   *
   * @throws {InvalidInputError} if a label was not seen in fit.
   */
  async transform(y: VectorLike<L>): Promise<Int32Array> {
    return codesOf("LabelEncoderModel.transform", y, this.classes);
  }

  /**
   * Labels at positions among the classes, shape (nSamples).
   *
   * @throws {InvalidInputError} if a value is no position.
   */
  async inverseTransform(y: VectorLike<number>): Promise<L[]> {
    const where = "LabelEncoderModel.inverseTransform";
    const { classes } = this;
    return Array.from(toVector(where, "y", y), (code, row) => {
      if (Number.isInteger(code) && code >= 0 && code < classes.length) return classes[code]!;
      const rule = `y must hold codes of labels, integers from 0 to ${classes.length - 1}`;
      throw new InvalidInputError(where, rule, code, { row });
    });
  }
}
