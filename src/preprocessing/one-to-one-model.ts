import type { MatrixLike, TransformerModel } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import {
  checkFinite,
  checkSeenFeatures,
  checkSparseFinite,
  type SeenFeatures,
  toSeenMatrix,
} from "../base/input.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import type { AffineResult } from "./affine.js";

/** Base of the models that put every feature in the place where it was: each value of X becomes one value. */
export abstract class OneToOneModel implements TransformerModel {
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor({ nFeatures, featureNames }: SeenFeatures) {
    this.nFeatures = nFeatures;
    this.featureNames = featureNames;
  }

  /** Transforms X, shape (nSamples, nFeatures). */
  abstract transform(X: MatrixLike): Promise<Matrix | CsrMatrix>;

  /** @internal */
  abstract toState(): Record<string, unknown>;

  /** Names of the output columns: those of the input. */
  featureNamesOut(): readonly string[] {
    return inputNames(this);
  }

  /**
   * A dense X of the features seen in fit, mapped by something that finds out as it goes whether all values are finite.
   *
   * @internal
   */
  protected async mapDense(
    where: string,
    X: MatrixLike,
    allowMissing: boolean,
    map: (X: Matrix) => AffineResult | Promise<AffineResult>,
  ): Promise<Matrix> {
    const seen = toSeenMatrix(where, X, this, { allowMissing, deferFinite: true });
    const { out, finite } = await map(seen);
    if (!finite) checkFinite(where, seen, allowMissing);
    return this.likeInput(out, seen);
  }

  /** A dense X of the features seen in fit, all finite or, if allowed, missing. @internal */
  protected seenDense(where: string, X: MatrixLike, allowMissing: boolean): Matrix {
    return toSeenMatrix(where, X, this, { allowMissing });
  }

  /** New values under the names of X. @internal */
  protected likeInput(out: Float64Array, X: Matrix): Matrix {
    return new Matrix(out, X.rows, X.columns, X.columnNames ?? this.featureNames);
  }

  /**
   * The stored elements of a sparse X of the features seen in fit, mapped one by one.
   *
   * @internal
   */
  protected mapSparse(
    where: string,
    X: CsrMatrix,
    allowMissing: boolean,
    map: (value: number, column: number) => number,
  ): CsrMatrix {
    this.checkSparse(where, X, allowMissing);
    const data = X.data.map((value, k) => map(value, X.indices[k]!));
    return new CsrMatrix(data, X.indices, X.indptr, X.columns, X.columnNames ?? this.featureNames);
  }

  /** Refuses a sparse X that is not finite or of other features. @internal */
  protected checkSparse(where: string, X: CsrMatrix, allowMissing: boolean): void {
    checkSeenFeatures(where, checkSparseFinite(where, X, allowMissing), this);
  }
}
