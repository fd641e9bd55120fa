import type { Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { toMatrix } from "../base/input.js";
import { encodeLabels } from "../base/labels.js";
import { custom, type ParamSpecs, resolveParams } from "../base/params.js";
import type { Persistent } from "../base/state.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import {
  checkIndicatorParams,
  checkIndicators,
  checkLabels,
  type IndicatorMatrix,
  type IndicatorParams,
  indicatorParamSpecs,
  indicatorsOf,
  isIndicatorMatrix,
  type LabelTarget,
  rewriteIndicators,
} from "./label-indicators.js";
import { type FitTransformedTarget, TargetTransformer } from "./target-transformer.js";

/** Hyper-parameters of {@link LabelBinarizer}. */
export type LabelBinarizerParams = IndicatorParams;

/** Domain, default and help of {@link LabelBinarizerParams}. */
export const labelBinarizerParamSpecs: ParamSpecs<LabelBinarizerParams> = indicatorParamSpecs;

/** What a binarizer was fitted to. */
export type LabelTargetType = "binary" | "multiclass" | "multilabel-indicator";

/**
 * Encodes labels of a target as indicators, one column for each class; a single column, that of the second class, for two
 * classes. A target that is a matrix of zeros and ones says which classes each sample is of, and passes through.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const { model, y } = await new LabelBinarizer().fitTransform([1, 2, 6, 4, 2]);
 * model.classes; // => [1, 2, 4, 6]
 * y.toArray().slice(0, 2); // => [[1, 0, 0, 0], [0, 1, 0, 0]]
 * await model.inverseTransform([[0.1, 0.2, 0.7, 0]]); // => [4]
 * ```
 */
export class LabelBinarizer extends TargetTransformer<LabelBinarizerParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "LabelBinarizer";

  constructor(params: Partial<LabelBinarizerParams> = {}) {
    super(LabelBinarizer.typeName, labelBinarizerParamSpecs, params);
  }

  /** @internal */
  static fromState(state: LabelBinarizerParams): LabelBinarizer {
    return new LabelBinarizer(state);
  }

  /**
   * Learns the distinct labels.
   *
   * @param y labels, shape (nSamples), or indicators, shape (nSamples, nClasses), whose classes are 0, 1, ….
   * @throws {InvalidParameterError} if negLabel is not less than posLabel, or not 0 for a sparse output.
   * @throws {InvalidInputError} if y is empty, or holds numbers that are not whole, or labels of several types.
   */
  async fit<L extends Label>(y: VectorLike<L>): Promise<LabelBinarizerModel<L>>;
  async fit(y: IndicatorMatrix): Promise<LabelBinarizerModel<number>>;
  async fit<L extends Label>(y: LabelTarget<L>): Promise<LabelBinarizerModel<L | number>> {
    const where = "LabelBinarizer.fit";
    checkIndicatorParams(LabelBinarizer.typeName, this.params);
    if (isIndicatorMatrix(y)) {
      const classes = Array.from({ length: checkIndicators(where, y).columns }, (_, k) => k);
      return new LabelBinarizerModel<number>({
        classes,
        targetType: "multilabel-indicator",
        sparseInput: y instanceof CsrMatrix,
        params: this.params,
      });
    }
    const { classes } = encodeLabels(where, checkLabels(where, y));
    const targetType = classes.length > 2 ? "multiclass" : "binary";
    return new LabelBinarizerModel<L>({ classes, targetType, sparseInput: false, params: this.params });
  }

  /** Learns the distinct labels and encodes them. */
  async fitTransform<L extends Label>(
    y: LabelTarget<L>,
  ): Promise<FitTransformedTarget<LabelBinarizerModel<L>, Matrix | CsrMatrix>> {
    const model = await this.fit(y as VectorLike<L>);
    return { model, y: await model.transform(y) };
  }
}

interface LabelBinarizerState<L extends Label> {
  readonly classes: readonly L[];
  readonly targetType: LabelTargetType;
  /** Whether fit was given a sparse matrix. */
  readonly sparseInput: boolean;
  readonly params: LabelBinarizerParams;
}

/** Labels learned by {@link LabelBinarizer}. */
export class LabelBinarizerModel<L extends Label = Label> implements Persistent {
  /** Name under which the class is registered. */
  static readonly typeName = "LabelBinarizerModel";
  /** Name under which the class is registered. */
  readonly typeName = "LabelBinarizerModel";
  /** Distinct labels, sorted; of indicators, the positions of the columns. */
  readonly classes: readonly L[];
  /** What fit was given. */
  readonly targetType: LabelTargetType;
  readonly #state: LabelBinarizerState<L>;

  /** @internal */
  constructor(state: LabelBinarizerState<L>) {
    this.classes = state.classes;
    this.targetType = state.targetType;
    this.#state = state;
  }

  /** @internal */
  static fromState<L extends Label>(state: LabelBinarizerState<L>): LabelBinarizerModel<L> {
    return new LabelBinarizerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /**
   * Indicators of labels, shape (nSamples, nClasses), or (nSamples, 1) for two classes. Labels not seen in fit are of no
   * class.
   *
   * @throws {InvalidInputError} if y is a matrix and fit was given labels, or the other way round.
   */
  async transform(y: LabelTarget<L>): Promise<Matrix | CsrMatrix> {
    const where = "LabelBinarizerModel.transform";
    const { params, targetType } = this.#state;
    const wantsMatrix = targetType === "multilabel-indicator";
    if (!isIndicatorMatrix(y)) {
      if (!wantsMatrix) return indicatorsOf(where, y, this.classes, params);
      throw new InvalidInputError(where, "y must be a matrix of indicators, as in fit", y);
    }
    if (!wantsMatrix) throw new InvalidInputError(where, "y must be a vector of labels, as in fit", y);
    return rewriteIndicators(this.#checkWidth(where, checkIndicators(where, y)), params);
  }

  /**
   * Labels that indicators, probabilities or decisions stand for: of more than two classes that of the greatest value,
   * of two the second where the value exceeds the threshold. Where fit was given indicators, indicators come back.
   *
   * @param Y shape (nSamples, nClasses), or for two classes (nSamples, 1) or (nSamples, 2), whose second column counts.
   * @param options threshold: default the middle of negLabel and posLabel; 0 suits decisions, 0.5 probabilities.
   * @throws {InvalidInputError} if Y has another number of columns, or holds values that are not finite.
   */
  async inverseTransform(
    Y: MatrixLike,
    options: { readonly threshold?: number } = {},
  ): Promise<L[] | Matrix | CsrMatrix> {
    const where = "LabelBinarizerModel.inverseTransform";
    const { params, targetType, sparseInput } = this.#state;
    const { threshold = (params.negLabel + params.posLabel) / 2 } = options;
    if (!Number.isFinite(threshold))
      throw new InvalidParameterError(where, "threshold", "a finite number", threshold);
    const matrix = toMatrix(where, Y, { minColumns: 1 });
    if (targetType === "binary") return this.#binaryLabels(where, matrix, threshold);
    this.#checkWidth(where, matrix);
    if (targetType === "multiclass")
      return Array.from({ length: matrix.rows }, (_, i) => this.classes[firstMaximum(matrix.row(i))]!);
    const data = matrix.data.map((value) => Number(value > threshold));
    const indicators = new Matrix(data, matrix.rows, matrix.columns);
    return sparseInput ? CsrMatrix.fromMatrix(indicators) : indicators;
  }

  #binaryLabels(where: string, matrix: Matrix, threshold: number): L[] {
    if (matrix.columns > 2)
      throw new InvalidInputError(
        where,
        "Y must have 1 or 2 columns",
        new Described(`${matrix.columns} columns`),
      );
    const values = matrix.column(matrix.columns - 1);
    const last = this.classes.length - 1;
    return Array.from(values, (value) => this.classes[value > threshold ? last : 0]!);
  }

  #checkWidth(where: string, matrix: Matrix): Matrix {
    if (matrix.columns === this.classes.length) return matrix;
    const rule = `the matrix must have ${this.classes.length} columns, one for each class`;
    throw new InvalidInputError(where, rule, new Described(`${matrix.columns} columns`));
  }
}

function firstMaximum(row: Float64Array): number {
  let best = 0;
  for (let k = 1; k < row.length; k++) if (row[k]! > row[best]!) best = k;
  return best;
}

/** Options of {@link labelBinarize}. */
export interface LabelBinarizeOptions<L extends Label> extends Partial<IndicatorParams> {
  /** Distinct labels in the order of the columns. */
  readonly classes: ArrayLike<L>;
}

/**
 * Encodes labels as indicators of given classes, in the given order: {@link LabelBinarizer} for classes known beforehand.
 *
 * @param y labels, shape (nSamples), or indicators, shape (nSamples, nClasses).
 * @returns shape (nSamples, nClasses), or (nSamples, 1) for two classes: the indicator of the second.
 * @throws {InvalidParameterError} if classes are missing or not distinct, or the values do not go together.
 * @throws {InvalidInputError} if y is empty or holds numbers that are not whole.
 *
 * @example
 * ```ts
 * labelBinarize([1, 6], { classes: [1, 2, 4, 6] }).toArray(); // => [[1, 0, 0, 0], [0, 0, 0, 1]]
 * labelBinarize(["yes", "no", "no"], { classes: ["no", "yes"] }).toArray(); // => [[1], [0], [0]]
 * ```
 */
export function labelBinarize<L extends Label>(
  y: LabelTarget<L>,
  { classes: given, ...values }: LabelBinarizeOptions<L>,
): Matrix | CsrMatrix {
  const where = "labelBinarize";
  const params = resolveParams<IndicatorParams & { classes: ArrayLike<L> }>(
    where,
    { ...indicatorParamSpecs, classes: classesSpec },
    { classes: given, ...values },
  );
  checkIndicatorParams(where, params);
  const classes = Array.from(params.classes);
  if (!isIndicatorMatrix(y)) return indicatorsOf(where, y, classes, params);
  const matrix = checkIndicators(where, y);
  if (matrix.columns === classes.length) return rewriteIndicators(matrix, params);
  const rule = `y must have ${classes.length} columns, one for each class`;
  throw new InvalidInputError(where, rule, new Described(`${matrix.columns} columns`));
}

const classesSpec = custom<ArrayLike<never>>({
  default: [],
  domain: "an array of distinct labels, at least one",
  help: "Labels in the order of the columns.",
  outside: [[], null, "a", ["a", "a"]],
  accepts: (value) =>
    (Array.isArray(value) || ArrayBuffer.isView(value)) &&
    (value as unknown as ArrayLike<Label>).length > 0 &&
    new Set(value as unknown as Iterable<Label>).size === (value as unknown as ArrayLike<Label>).length,
});
