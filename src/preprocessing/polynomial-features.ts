import type { FitOptions, MatrixLike, TransformerModel } from "../base/estimator.js";
import { distinctNames, inputNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import {
  checkSeenFeatures,
  checkSparseFinite,
  refuseSampleWeight,
  type SeenFeatures,
  toSeenMatrix,
} from "../base/input.js";
import { custom, flag, type ParamSpecs } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { toMatrixOrSparse } from "./dense-or-sparse.js";
import { expandRows, expandSparseRows } from "./polynomial-expansion.js";
import {
  countTerms,
  featuresOf,
  MOST_TERMS,
  type PolynomialTerms,
  polynomialTerms,
  type TermRules,
} from "./polynomial-terms.js";

/** Hyper-parameters of {@link PolynomialFeatures}. */
export interface PolynomialFeaturesParams {
  /** Greatest degree of the products, or the least and the greatest; integers >= 0. Default 2. */
  readonly degree: number | readonly [min: number, max: number];
  /** Whether every feature occurs at most once in a product. Default false. */
  readonly interactionOnly: boolean;
  /** Whether a column of ones comes first. Default true. */
  readonly includeBias: boolean;
}

const isDegree = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** Domain, default and help of {@link PolynomialFeaturesParams}. */
export const polynomialFeaturesParamSpecs: ParamSpecs<PolynomialFeaturesParams> = {
  degree: custom<PolynomialFeaturesParams["degree"]>({
    default: 2,
    domain: "an integer >= 0, or two, the first not greater than the second",
    help: "Greatest degree of the products, or the least and the greatest.",
    outside: [-1, 1.5, "2", null, [3, 2], [-1, 2], [2], [1, 2, 3], [0, 1.5]],
    accepts: (value) =>
      isDegree(value) ||
      (Array.isArray(value) && value.length === 2 && value.every(isDegree) && value[0] <= value[1]),
  }),
  interactionOnly: flag({ default: false, help: "Let every feature occur at most once in a product." }),
  includeBias: flag({ default: true, help: "Begin with a column of ones." }),
};

/**
 * All products of features up to a degree: from a and b, for degree 2, the columns 1, a, b, a², ab, b².
 *
 * Cost: one multiplication for each number of the result, which has about dᵏ / k! columns for d features and degree k. A sparse matrix
 * stays sparse.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or nothing would be left.
 *
 * @example
 * ```ts
 * const { model, X } = await new PolynomialFeatures().fitTransform([[2, 3]]);
 * X.toArray(); // => [[1, 2, 3, 4, 6, 9]]
 * model.featureNamesOut(); // => ["1", "x0", "x1", "x0^2", "x0 x1", "x1^2"]
 * ```
 */
export class PolynomialFeatures extends BaseTransformer<PolynomialFeaturesParams, PolynomialFeaturesModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "PolynomialFeatures";

  constructor(params: Partial<PolynomialFeaturesParams> = {}) {
    super(PolynomialFeatures.typeName, polynomialFeaturesParamSpecs, params, false);
    const { maxDegree, includeBias } = rulesOf(this.params);
    if (maxDegree === 0 && !includeBias) {
      const domain = "greater than 0 where includeBias is false, or nothing is left";
      throw new InvalidParameterError(PolynomialFeatures.typeName, "degree", domain, this.params.degree);
    }
  }

  /** @internal */
  static fromState(state: PolynomialFeaturesParams): PolynomialFeatures {
    return new PolynomialFeatures(state);
  }

  /**
   * Remembers the features of X and counts the products.
   *
   * @param X shape (nSamples, nFeatures), finite, dense or sparse; neither kept nor changed.
   * @throws {InvalidInputError} if X is ragged, empty or not finite, or has so many features that there are more than 2²⁴ products.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<PolynomialFeaturesModel> {
    const where = "PolynomialFeatures.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { columns, columnNames } = toMatrixOrSparse(where, X, {});
    const rules = rulesOf(this.params);
    const count = countTerms(columns, { ...rules, minDegree: 0 });
    if (count > MOST_TERMS) {
      const rule = `X must have so few features that there are at most ${MOST_TERMS} products`;
      throw new InvalidInputError(where, rule, new Described(`${columns} features`));
    }
    return new PolynomialFeaturesModel({ rules, nFeatures: columns, featureNames: columnNames });
  }
}

function rulesOf({ degree, interactionOnly, includeBias }: PolynomialFeaturesParams): TermRules {
  const [minDegree, maxDegree] = typeof degree === "number" ? [0, degree] : degree;
  return { minDegree, maxDegree, interactionOnly, includeBias };
}

interface PolynomialFeaturesState extends SeenFeatures {
  readonly rules: TermRules;
}

/** Products that {@link PolynomialFeatures} makes of the features seen in fit. */
export class PolynomialFeaturesModel implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "PolynomialFeaturesModel";
  /** Name under which the class is registered. */
  readonly typeName = "PolynomialFeaturesModel";
  /** Number of products, those of degree 0 and 1 included. */
  readonly nOutputFeatures: number;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #rules: TermRules;
  readonly #terms: PolynomialTerms;

  /** @internal */
  constructor(state: PolynomialFeaturesState) {
    this.#rules = state.rules;
    this.#terms = polynomialTerms(state.nFeatures, state.rules);
    this.nOutputFeatures = this.#terms.wanted.length;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: PolynomialFeaturesState): PolynomialFeaturesModel {
    return new PolynomialFeaturesModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { nFeatures, featureNames } = this;
    return { rules: this.#rules, nFeatures, featureNames };
  }

  /** Exponent of each feature in each product, shape (nOutputFeatures, nFeatures). */
  get powers(): Matrix {
    const out = Matrix.zeros(this.nOutputFeatures, this.nFeatures);
    this.#terms.wanted.forEach((term, i) => {
      for (const j of featuresOf(this.#terms, term)) out.data[i * this.nFeatures + j]!++;
    });
    return out;
  }

  /** Names of the products: `1`, `a`, `a^2`, `a b`. */
  featureNamesOut(): readonly string[] {
    const names = inputNames(this);
    return Array.from(this.#terms.wanted, (term) => {
      const exponents = new Map<number, number>();
      for (const j of featuresOf(this.#terms, term)) exponents.set(j, (exponents.get(j) ?? 0) + 1);
      const factors = Array.from(exponents, ([j, exponent]) =>
        exponent === 1 ? names[j]! : `${names[j]!}^${exponent}`,
      );
      return factors.length === 0 ? "1" : factors.join(" ");
    });
  }

  /**
   * The products of each row of X, shape (nSamples, nFeatures), in a new matrix of shape (nSamples, nOutputFeatures); of a sparse
   * matrix a sparse one. A product beyond the doubles is infinite.
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async transform(X: CsrMatrix): Promise<CsrMatrix>;
  async transform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async transform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "PolynomialFeaturesModel.transform";
    const names = distinctNames(this.featureNamesOut());
    if (X instanceof CsrMatrix) {
      checkSeenFeatures(where, checkSparseFinite(where, X, false), this);
      const { data, indices, indptr } = expandSparseRows(X, this.#rules);
      return new CsrMatrix(data, indices, indptr, this.nOutputFeatures, names);
    }
    const seen = toSeenMatrix(where, X, this);
    return new Matrix(expandRows(seen, this.#terms), seen.rows, this.nOutputFeatures, names);
  }
}
