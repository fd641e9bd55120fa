import type { FitOptions, TableLike, TransformerModel, VectorLike } from "../base/estimator.js";
import { BaseTransformer, type FitTransformed } from "../base/transformer.js";
import { type CodedTable, startEncoding } from "./category-learner.js";

/** Base of the encoders that learn from the categories alone, whatever the target. */
export abstract class CategoryEncoder<P extends object, M extends TransformerModel> extends BaseTransformer<
  P,
  M
> {
  /** Learns from a table whose values are coded. */
  protected abstract learn(where: string, table: CodedTable, options: FitOptions): M;

  /** Transforms a table that has the features of fit. */
  protected abstract encode(where: string, model: M, table: CodedTable): Awaited<ReturnType<M["transform"]>>;

  /**
   * Learns the categories of each column.
   *
   * @param X shape (nSamples, nFeatures), of strings, numbers, booleans or dates, any of them missing.
   * @throws {InvalidInputError} if X is empty or ragged, a column mixes types, or a category is not among those given.
   * @throws {InvalidParameterError} if hyper-parameters do not go together, or not with the categories.
   */
  async fit(X: TableLike, _y?: unknown, options: FitOptions = {}): Promise<M> {
    const where = `${this.typeName}.fit`;
    return this.learn(where, startEncoding(where, X, options, false), options);
  }

  /** Learns the categories and encodes the same rows, whose values are looked at once. */
  override async fitTransform(
    X: TableLike,
    _y?: VectorLike<unknown>,
    options: FitOptions = {},
  ): Promise<FitTransformed<M>> {
    const where = `${this.typeName}.fit`;
    const table = startEncoding(where, X, options, true);
    const model = this.learn(where, table, options);
    return { model, X: this.encode(where, model, table) };
  }
}
