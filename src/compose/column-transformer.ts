import type { FitOptions, TableLike, Transformer, TransformerModel, VectorLike } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, type SeenFeatures } from "../base/input.js";
import { checkNamedEstimators, estimatorNames, isEstimator } from "../base/named-estimators.js";
import { custom, type ParamSpecs, real } from "../base/params.js";
import { density } from "../base/stack-outputs.js";
import { checkTable, tableRows, takeColumns } from "../base/table.js";
import { BaseTransformer, type FitTransformed, fitAndTransform } from "../base/transformer.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import {
  type ColumnSelection,
  type ColumnSteps,
  checkSelector,
  isColumnSelection,
  resolveColumns,
} from "./column-selection.js";
import {
  asNumbers,
  ColumnTransformerModel,
  type FittedPart,
  stack,
  weighted,
} from "./column-transformer-model.js";

/** A part with the positions of its columns. */
type ResolvedStep = readonly [
  name: string,
  transformer: Transformer | "drop" | "passthrough",
  columns: readonly number[],
];

/** Hyper-parameters of {@link ColumnTransformer}. */
export interface ColumnTransformerParams<T extends ColumnSteps = ColumnSteps> {
  /** Triples of a name, a transformer, "drop" or "passthrough", and the columns it gets. */
  readonly transformers: T;
  /** What becomes of the columns that no part names: "drop", "passthrough", or a transformer. Default "drop". */
  readonly remainder: Transformer | "drop" | "passthrough";
  /** The output is sparse if a part's is and less than this share of all elements is stored. In [0, 1]. Default 0.3. */
  readonly sparseThreshold: number;
  /** What the output of each part is multiplied by, by name; 1 where none is given. Default null. */
  readonly transformerWeights: Readonly<Record<string, number>> | null;
  /**
   * How output columns are named: true, "part__column"; false, "column"; a text with `{transformer_name}` and
   * `{feature_name}`; or a function of both. Default true.
   */
  readonly verboseFeatureNamesOut:
    | boolean
    | string
    | ((transformerName: string, featureName: string) => string);
}

/** Domain, default and help of {@link ColumnTransformerParams}. */
export const columnTransformerParamSpecs: ParamSpecs<ColumnTransformerParams> = {
  transformers: custom<ColumnSteps>({
    default: [["passthrough", "passthrough", "number"]],
    domain: "a list of a name, a transformer and its columns",
    help: "What each group of columns goes through.",
    outside: [[], [["a", "drop"]], [["a", 1, ["x"]]], "a", null],
    accepts: (value) => Array.isArray(value), // looked at one by one in the constructor
  }),
  remainder: custom<Transformer | "drop" | "passthrough">({
    default: "drop",
    domain: '"drop", "passthrough" or a transformer',
    help: "What becomes of the other columns.",
    outside: ["keep", 1, null],
    accepts: (value) =>
      value === "drop" || value === "passthrough" || (isEstimator(value) && value.kind === "transformer"),
  }),
  sparseThreshold: real({
    default: 0.3,
    min: 0,
    max: 1,
    help: "Share of stored elements below which the output is sparse.",
  }),
  transformerWeights: custom<Readonly<Record<string, number>> | null>({
    default: null,
    domain: "an object with a finite number for each named part, or null (all 1)",
    help: "What the output of each part is multiplied by.",
    outside: [1, "a", { a: "1" }, { a: Number.NaN }],
    accepts: (value) =>
      value === null || (typeof value === "object" && Object.values(value).every(Number.isFinite)),
  }),
  verboseFeatureNamesOut: custom<ColumnTransformerParams["verboseFeatureNamesOut"]>({
    default: true,
    domain: "true, false, a text with {transformer_name} and {feature_name}, or a function of both",
    help: "How output columns are named.",
    outside: [0, null],
    accepts: (value) => ["boolean", "string", "function"].includes(typeof value),
  }),
};

/**
 * Sends each group of columns through a transformer of its own and puts the outputs side by side, in the order of
 * the parts; the remaining columns come last.
 *
 * @throws {InvalidParameterError} if a part is malformed, a name is not distinct, or a hyper-parameter is unknown or
 * outside its domain.
 *
 * @example
 * ```ts
 * const X = [["Oslo", 1, 7], ["Rome", 3, 7]];
 * const columns = new ColumnTransformer(
 *   [["size", new MinMaxScaler(), [1]], ["city", new OneHotEncoder(), "category"]],
 *   { remainder: "passthrough" },
 * );
 * const model = await columns.fit(X);
 * model.featureNamesOut(); // => ["size__x1", "city__x0_Oslo", "city__x0_Rome", "remainder__x2"]
 * (await model.transform(X)).toArray(); // => [[0, 1, 0, 7], [1, 0, 1, 7]]
 * ```
 */
export class ColumnTransformer<const T extends ColumnSteps = ColumnSteps> extends BaseTransformer<
  ColumnTransformerParams<T>,
  ColumnTransformerModel<T>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "ColumnTransformer";

  constructor(transformers: T, options: Partial<Omit<ColumnTransformerParams<T>, "transformers">> = {}) {
    checkParts(transformers);
    super(
      ColumnTransformer.typeName,
      columnTransformerParamSpecs as unknown as ParamSpecs<ColumnTransformerParams<T>>,
      { ...options, transformers } as unknown as Partial<ColumnTransformerParams<T>>,
    );
  }

  /** @internal */
  static fromState({ transformers, ...options }: ColumnTransformerParams): ColumnTransformer {
    return new ColumnTransformer(transformers, options);
  }

  /** A new column transformer with some hyper-parameters changed. */
  override with(changes: Partial<ColumnTransformerParams<T>>): this {
    const { transformers, ...options } = { ...this.params, ...changes };
    return new ColumnTransformer(transformers, options) as this;
  }

  /**
   * Fits each part on its columns.
   *
   * @param X shape (nSamples, nFeatures): a Frame, a matrix, or rows of cells.
   * @param y given to the transformers that look at it.
   * @throws {InvalidInputError} if X lacks a column, or an output is not numeric.
   */
  async fit(
    X: TableLike,
    y?: VectorLike<unknown>,
    options: FitOptions = {},
  ): Promise<ColumnTransformerModel<T>> {
    return (await this.fitTransform(X, y, options)).model;
  }

  /** Fits each part and transforms the same rows, each part once. */
  override async fitTransform(
    X: TableLike,
    y?: VectorLike<unknown>,
    options: FitOptions = {},
  ): Promise<FitTransformed<ColumnTransformerModel<T>>> {
    const where = "ColumnTransformer.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const features = checkTable(where, X);
    const names = inputNames(features);
    const parts: FittedPart[] = [];
    const outputs: (Matrix | CsrMatrix)[] = [];
    const steps = this.#resolved(where, X, features);
    for (const [i, [name, transformer, columns]] of steps.entries()) {
      options.signal?.throwIfAborted();
      const partNames = columns.map((j) => names[j]!);
      const given = takeColumns(X, columns, partNames);
      const weight = this.params.transformerWeights?.[name] ?? 1;
      const fitted = await fitPart(where, transformer, given, y, options);
      if (fitted.output !== undefined) outputs.push(weighted(fitted.output, weight));
      const model = fitted.model;
      const outNames = model === "drop" ? [] : model === "passthrough" ? partNames : model.featureNamesOut();
      parts.push({ name, model, columns, weight, width: fitted.output?.columns ?? 0, names: outNames });
      options.onProgress?.({ done: i + 1, total: steps.length });
    }
    const sparseOutput =
      outputs.some((output) => output instanceof CsrMatrix) && density(outputs) < this.params.sparseThreshold;
    const outputNames = this.#outputNames(parts);
    return {
      model: new ColumnTransformerModel<T>({ ...features, parts, sparseOutput, outputNames }),
      X: stack(outputs, tableRows(X), sparseOutput, outputNames),
    };
  }

  /** Parts with the positions of their columns; a part without columns is dropped, the remainder comes last. */
  #resolved(where: string, X: TableLike, features: SeenFeatures): ResolvedStep[] {
    const { transformers, remainder } = this.params;
    const taken = new Set<number>();
    const steps = transformers.map(([name, transformer, selection]) => {
      const columns = resolveColumns(where, X, features, selection);
      for (const j of columns) taken.add(j);
      return [name, columns.length === 0 ? "drop" : transformer, columns] as const;
    });
    const rest = Array.from({ length: features.nFeatures }, (_, j) => j).filter((j) => !taken.has(j));
    return rest.length === 0 ? steps : [...steps, ["remainder", remainder, rest]];
  }

  #outputNames(parts: readonly FittedPart[]): string[] {
    const { verboseFeatureNamesOut: style } = this.params;
    const format = style === true ? "{transformer_name}__{feature_name}" : style;
    return parts.flatMap(({ name, names }) =>
      names.map((feature) => {
        if (format === false) return feature;
        if (typeof format === "function") return format(name, feature);
        return format.replaceAll(/\{(transformer_name|feature_name)\}/g, (_, key) =>
          key === "feature_name" ? feature : name,
        );
      }),
    );
  }
}

interface FittedOutput {
  readonly model: TransformerModel | "passthrough" | "drop";
  readonly output?: Matrix | CsrMatrix;
}

async function fitPart(
  where: string,
  transformer: Transformer | "drop" | "passthrough",
  X: TableLike,
  y: VectorLike<unknown> | undefined,
  { signal }: FitOptions,
): Promise<FittedOutput> {
  if (transformer === "drop") return { model: "drop" };
  if (transformer === "passthrough") return { model: transformer, output: asNumbers(where, X as Matrix) };
  const fitted = await fitAndTransform(transformer, X, y, signal === undefined ? {} : { signal });
  return { model: fitted.model, output: asNumbers(where, fitted.X) };
}

function checkParts(transformers: ColumnSteps): void {
  const where = ColumnTransformer.typeName;
  checkNamedEstimators(where, "transformers", transformers, ["drop", "passthrough"]);
  for (const [name, transformer, columns] of transformers) {
    if (typeof transformer !== "string" && transformer.kind !== "transformer")
      throw new InvalidParameterError(where, `part ${JSON.stringify(name)}`, "a transformer", transformer);
    if (!isColumnSelection(columns)) {
      const rule = "an array of names, positions or booleans, a type of column, a selector or a function";
      throw new InvalidParameterError(where, `the columns of ${JSON.stringify(name)}`, rule, columns);
    }
    if (typeof columns === "object" && !Array.isArray(columns))
      checkSelector(`${where}, columns of ${JSON.stringify(name)}`, columns);
  }
}

/** A part without a name. */
export type UnnamedColumnStep = readonly [
  transformer: Transformer | "drop" | "passthrough",
  columns: ColumnSelection,
];

/** What may follow the parts. */
export type ColumnTransformerOptions = Partial<Omit<ColumnTransformerParams, "transformers">>;

/**
 * A column transformer whose parts are named by their classes in lower case, numbered where several share one.
 *
 * @param steps pairs of a transformer and its columns; options may follow.
 *
 * @example
 * ```ts
 * const columns = makeColumnTransformer([new MinMaxScaler(), ["size"]], ["passthrough", ["age"]], { sparseThreshold: 0 });
 * columns.params.transformers.map(([name]) => name); // => ["minmaxscaler", "passthrough"]
 * ```
 */
export function makeColumnTransformer(
  ...steps: readonly UnnamedColumnStep[] | readonly [...UnnamedColumnStep[], ColumnTransformerOptions]
): ColumnTransformer {
  const parts = steps.filter((step) => Array.isArray(step)) as UnnamedColumnStep[];
  const options = steps.find((step) => !Array.isArray(step)) as ColumnTransformerOptions | undefined;
  const names = estimatorNames(parts.map(([transformer]) => transformer));
  return new ColumnTransformer(
    parts.map(([transformer, columns], i) => [names[i]!, transformer, columns] as const),
    options ?? {},
  );
}
