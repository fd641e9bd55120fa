import type { Label } from "../base/estimator.js";
import { toMatrix } from "../base/input.js";
import { checkLabel, compareLabels } from "../base/labels.js";
import { custom, flag, type ParamSpecs } from "../base/params.js";
import type { Persistent } from "../base/state.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { type FitTransformedTarget, TargetTransformer } from "./target-transformer.js";

/** Hyper-parameters of {@link MultiLabelBinarizer}. */
export interface MultiLabelBinarizerParams {
  /** Distinct labels in the order of the columns; null: those that occur in fit, sorted. Default null. */
  readonly classes: readonly Label[] | null;
  /** Whether transform gives a CsrMatrix (true) or a Matrix. Default false. */
  readonly sparseOutput: boolean;
}

/** Domain, default and help of {@link MultiLabelBinarizerParams}. */
export const multiLabelBinarizerParamSpecs: ParamSpecs<MultiLabelBinarizerParams> = {
  classes: custom<readonly Label[] | null>({
    default: null,
    domain: "an array of distinct labels, or null (those that occur)",
    help: "Labels in the order of the columns.",
    outside: [1, "abc", ["a", "a"]],
    accepts: (value) => value === null || (Array.isArray(value) && new Set(value).size === value.length),
  }),
  sparseOutput: flag({ default: false, help: "Give a sparse matrix." }),
};

/** Labels of each sample: sets, arrays or any other lists of labels. */
export type LabelSets<L extends Label> = Iterable<readonly L[] | ReadonlySet<L> | Iterable<L>>;

/**
 * Encodes a list of labels a sample as indicators: one column for each class, 1 where the sample has the label.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const { model, y } = await new MultiLabelBinarizer().fitTransform([["sci-fi", "thriller"], ["comedy"]]);
 * model.classes; // => ["comedy", "sci-fi", "thriller"]
 * y.toArray(); // => [[0, 1, 1], [1, 0, 0]]
 * await model.inverseTransform([[1, 0, 1]]); // => [["comedy", "thriller"]]
 * ```
 */
export class MultiLabelBinarizer extends TargetTransformer<MultiLabelBinarizerParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "MultiLabelBinarizer";

  constructor(params: Partial<MultiLabelBinarizerParams> = {}) {
    super(MultiLabelBinarizer.typeName, multiLabelBinarizerParamSpecs, params);
  }

  /** @internal */
  static fromState(state: MultiLabelBinarizerParams): MultiLabelBinarizer {
    return new MultiLabelBinarizer(state);
  }

  /**
   * Learns the distinct labels.
   *
   * @param y labels of each sample; not looked at if `classes` are given.
   * @throws {InvalidInputError} if a sample has no list of labels, or labels are of several types.
   */
  async fit<L extends Label>(y: LabelSets<L>): Promise<MultiLabelBinarizerModel<L>> {
    const { classes, sparseOutput } = this.params;
    const known = (classes as readonly L[] | null) ?? distinctLabels("MultiLabelBinarizer.fit", y);
    return new MultiLabelBinarizerModel<L>({ classes: known, sparseOutput });
  }

  /** Learns the distinct labels and encodes them. */
  async fitTransform<L extends Label>(
    y: LabelSets<L>,
  ): Promise<FitTransformedTarget<MultiLabelBinarizerModel<L>, Matrix | CsrMatrix>> {
    const samples = [...setsOf("MultiLabelBinarizer.fit", y)];
    const model = await this.fit<L>(samples);
    return { model, y: await model.transform(samples) };
  }
}

interface MultiLabelBinarizerState<L extends Label> {
  readonly classes: readonly L[];
  readonly sparseOutput: boolean;
}

/** Labels learned by {@link MultiLabelBinarizer}. */
export class MultiLabelBinarizerModel<L extends Label = Label> implements Persistent {
  /** Name under which the class is registered. */
  static readonly typeName = "MultiLabelBinarizerModel";
  /** Name under which the class is registered. */
  readonly typeName = "MultiLabelBinarizerModel";
  /** Labels in the order of the columns. */
  readonly classes: readonly L[];
  readonly #sparseOutput: boolean;

  /** @internal */
  constructor({ classes, sparseOutput }: MultiLabelBinarizerState<L>) {
    this.classes = classes;
    this.#sparseOutput = sparseOutput;
  }

  /** @internal */
  static fromState<L extends Label>(state: MultiLabelBinarizerState<L>): MultiLabelBinarizerModel<L> {
    return new MultiLabelBinarizerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { classes: this.classes, sparseOutput: this.#sparseOutput };
  }

  /**
   * Indicators of the labels of each sample, shape (nSamples, nClasses). Labels that are no classes are left out, with a
   * warning.
   *
   * @throws {InvalidInputError} if a sample has no list of labels.
   */
  async transform(y: LabelSets<L>): Promise<Matrix | CsrMatrix> {
    const position = new Map(this.classes.map((label, k) => [label, k]));
    const indices: number[] = [];
    const indptr = [0];
    const unknown = new Set<L>();
    for (const labels of setsOf("MultiLabelBinarizerModel.transform", y)) {
      const found = new Set<number>();
      for (const label of labels) {
        const k = position.get(label);
        if (k === undefined) unknown.add(label);
        else found.add(k);
      }
      indices.push(...[...found].sort((a, b) => a - b));
      indptr.push(indices.length);
    }
    if (unknown.size > 0) {
      const names = [...unknown].map((label) => JSON.stringify(label)).join(", ");
      reportWarning(`MultiLabelBinarizer: labels not seen in fit are left out: ${names}`);
    }
    const ones = new Float64Array(indices.length).fill(1);
    const sparse = new CsrMatrix(
      ones,
      Int32Array.from(indices),
      Int32Array.from(indptr),
      this.classes.length,
    );
    return this.#sparseOutput ? sparse : sparse.toMatrix();
  }

  /**
   * Labels of each sample, in the order of the classes.
   *
   * @param Y indicators, shape (nSamples, nClasses).
   * @throws {InvalidInputError} if Y has another number of columns, or a value other than 0 and 1.
   */
  async inverseTransform(Y: Matrix | CsrMatrix | readonly ArrayLike<number>[]): Promise<L[][]> {
    const where = "MultiLabelBinarizerModel.inverseTransform";
    const matrix = toMatrix(where, Y, { minRows: 0, minColumns: 0 });
    const { classes } = this;
    if (matrix.columns !== classes.length) {
      const rule = `Y must have ${classes.length} columns, one for each class`;
      throw new InvalidInputError(where, rule, new Described(`${matrix.columns} columns`));
    }
    return Array.from({ length: matrix.rows }, (_, row) =>
      classes.filter((_label, column) => {
        const value = matrix.get(row, column);
        if (value === 0 || value === 1) return value === 1;
        throw new InvalidInputError(where, "Y must hold zeros and ones", value, { row, column });
      }),
    );
  }
}

/** The lists of labels one by one; a text is no list, though it can be walked over. */
function* setsOf<L extends Label>(where: string, y: LabelSets<L>): Iterable<Iterable<L>> {
  const fault = (received: unknown, row?: number): InvalidInputError =>
    new InvalidInputError(
      where,
      "y must hold a list of labels for each sample",
      received,
      row === undefined ? {} : { row },
    );
  if (!isList(y)) throw fault(y);
  let row = 0;
  for (const labels of y) {
    if (!isList(labels)) throw fault(labels, row);
    row++;
    yield labels as Iterable<L>;
  }
}

function isList(value: unknown): boolean {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function distinctLabels<L extends Label>(where: string, y: LabelSets<L>): L[] {
  const seen = new Set<L>();
  let type: string | undefined;
  let row = 0;
  for (const labels of setsOf(where, y)) {
    for (const label of labels) {
      type ??= typeof label;
      checkLabel(where, label, type, row);
      seen.add(label);
    }
    row++;
  }
  return [...seen].sort(compareLabels);
}
