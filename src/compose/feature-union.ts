import type { FitOptions, TableLike, Transformer, VectorLike } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import { checkNamedEstimators, estimatorNames } from "../base/named-estimators.js";
import { custom, flag, type ParamSpecs, unknownName } from "../base/params.js";
import { checkTable, tableRows } from "../base/table.js";
import { BaseTransformer, type FitTransformed, fitAndTransform } from "../base/transformer.js";
import type { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { asNumbers, weighted } from "./column-transformer-model.js";
import {
  FeatureUnionModel,
  type FittedUnionPart,
  sideBySide,
  type UnionSteps,
} from "./feature-union-model.js";

/** Hyper-parameters of {@link FeatureUnion}. */
export interface FeatureUnionParams<T extends UnionSteps = UnionSteps> {
  /** Pairs of a name and a transformer, "drop" or "passthrough". */
  readonly transformerList: T;
  /** What the output of each part is multiplied by, by name; 1 where none is given. Default null. */
  readonly transformerWeights: Readonly<Record<string, number>> | null;
  /** Whether output columns are named "part__column" (true) or "column". Default true. */
  readonly verboseFeatureNamesOut: boolean;
}

/** Domain, default and help of {@link FeatureUnionParams}. */
export const featureUnionParamSpecs: ParamSpecs<FeatureUnionParams> = {
  transformerList: custom<UnionSteps>({
    default: [["passthrough", "passthrough"]],
    domain: "a list of pairs of a name and a transformer",
    help: "What X goes through, side by side.",
    outside: [[], [["a"]], [["a", 1]], "a", 1, null],
    accepts: (value) => Array.isArray(value), // looked at one by one in the constructor
  }),
  transformerWeights: custom<Readonly<Record<string, number>> | null>({
    default: null,
    domain: "an object with a finite number for each named part, or null (all 1)",
    help: "What the output of each part is multiplied by.",
    outside: [1, "a", { a: "1" }, { a: Number.NaN }],
    accepts: (value) =>
      value === null || (typeof value === "object" && Object.values(value).every(Number.isFinite)),
  }),
  verboseFeatureNamesOut: flag({ default: true, help: "Prefix output columns with the name of their part." }),
};

/** What may follow the parts. */
export type FeatureUnionOptions = Partial<Omit<FeatureUnionParams, "transformerList">>;

/**
 * Sends X through several transformers and puts their outputs side by side. "passthrough" gives X itself, "drop" nothing.
 *
 * Hyper-parameters of the parts have paths, `"range.clip"`, checked by the compiler where the names of the parts are
 * known to it. To send different columns through different transformers, see {@link ColumnTransformer}.
 *
 * @throws {InvalidParameterError} if a part is no transformer, a name is not distinct or holds a dot, or a weight is given for
 * no part.
 *
 * @example
 * ```ts
 * const union = new FeatureUnion([["range", new MinMaxScaler()], ["same", "passthrough"]], { transformerWeights: { range: 10 } });
 * const { model, X } = await union.fitTransform([[1], [3]]);
 * X.toArray(); // => [[0, 1], [10, 3]]
 * model.featureNamesOut(); // => ["range__x0", "same__x0"]
 * Array.from(model.namedTransformers.range.dataMax); // => [3]
 * ```
 */
export class FeatureUnion<const T extends UnionSteps = UnionSteps> extends BaseTransformer<
  FeatureUnionParams<T>,
  FeatureUnionModel<T>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "FeatureUnion";

  constructor(transformerList: T, options: FeatureUnionOptions = {}) {
    checkParts(transformerList);
    super(
      FeatureUnion.typeName,
      featureUnionParamSpecs as unknown as ParamSpecs<FeatureUnionParams<T>>,
      {
        ...options,
        transformerList,
      } as unknown as Partial<FeatureUnionParams<T>>,
    );
    const names = transformerList.map(([name]) => name);
    for (const name of Object.keys(this.params.transformerWeights ?? {}))
      if (!names.includes(name))
        throw unknownName(`${FeatureUnion.typeName}, transformerWeights`, name, names);
  }

  /** @internal */
  static fromState({ transformerList, ...options }: FeatureUnionParams): FeatureUnion {
    return new FeatureUnion(transformerList, options);
  }

  /** A new feature union with some hyper-parameters changed. */
  override with(changes: Partial<FeatureUnionParams<T>>): this {
    const { transformerList, ...options } = { ...this.params, ...changes };
    return new FeatureUnion(transformerList, options) as this;
  }

  /**
   * Fits each part on X.
   *
   * @param X shape (nSamples, nFeatures), of what the parts take.
   * @param y given to the transformers that look at it.
   * @param options sampleWeight goes to every part; one that cannot use it refuses it.
   * @throws what the parts throw.
   */
  async fit(X: TableLike, y?: VectorLike<unknown>, options: FitOptions = {}): Promise<FeatureUnionModel<T>> {
    return (await this.fitTransform(X, y, options)).model;
  }

  /** Fits each part and transforms the same rows, each part once. */
  override async fitTransform(
    X: TableLike,
    y?: VectorLike<unknown>,
    options: FitOptions = {},
  ): Promise<FitTransformed<FeatureUnionModel<T>>> {
    const where = "FeatureUnion.fit";
    startFit(where, options);
    const features = checkTable(where, X);
    const { transformerList, transformerWeights, verboseFeatureNamesOut } = this.params;
    const { onProgress, ...partOptions } = options;
    const parts: FittedUnionPart[] = [];
    const outputs: (Matrix | CsrMatrix)[] = [];
    for (const [i, [name, transformer]] of transformerList.entries()) {
      options.signal?.throwIfAborted();
      const weight = transformerWeights?.[name] ?? 1;
      if (transformer === "drop") {
        parts.push({ name, model: transformer, weight, names: [] });
      } else if (transformer === "passthrough") {
        outputs.push(weighted(asNumbers(where, X as Matrix), weight));
        parts.push({ name, model: transformer, weight, names: inputNames(features) });
      } else {
        const { model, X: output } = await fitAndTransform(transformer, X, y, partOptions);
        outputs.push(weighted(asNumbers(where, output), weight));
        parts.push({ name, model, weight, names: model.featureNamesOut() });
      }
      onProgress?.({ done: i + 1, total: transformerList.length });
    }
    const outputNames = parts.flatMap(({ name, names }) =>
      verboseFeatureNamesOut ? names.map((feature) => `${name}__${feature}`) : names,
    );
    return {
      model: new FeatureUnionModel<T>({ ...features, parts, outputNames }),
      X: sideBySide(outputs, tableRows(X), outputNames),
    };
  }
}

function checkParts(transformerList: UnionSteps): void {
  const where = FeatureUnion.typeName;
  checkNamedEstimators(where, "transformerList", transformerList, ["drop", "passthrough"]);
  for (const [name, transformer] of transformerList)
    if (typeof transformer !== "string" && transformer.kind !== "transformer")
      throw new InvalidParameterError(where, `part ${JSON.stringify(name)}`, "a transformer", transformer);
}

/** Parts of transformers whose names the compiler does not know. */
type UnnamedUnionSteps<E extends readonly (Transformer | "drop" | "passthrough")[]> = {
  readonly [I in keyof E]: readonly [string, E[I]];
};

/**
 * A feature union whose parts are named by their classes in lower case, numbered where several share one.
 *
 * @example
 * ```ts
 * const union = makeUnion(new StandardScaler(), new MinMaxScaler(), "passthrough");
 * union.params.transformerList.map(([name]) => name); // => ["standardscaler", "minmaxscaler", "passthrough"]
 * ```
 */
export function makeUnion<const E extends readonly (Transformer | "drop" | "passthrough")[]>(
  ...transformers: E
): UnnamedUnionSteps<E> extends infer S extends UnionSteps ? FeatureUnion<S> : never {
  const names = estimatorNames(transformers);
  return new FeatureUnion(transformers.map((transformer, i) => [names[i]!, transformer] as const)) as never;
}
