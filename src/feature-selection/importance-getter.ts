import { custom, type ParamSpec } from "../base/params.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";

/** Importances of the features: one number each, or a row of them for each output. */
export type Importances = ArrayLike<number> | Matrix | CsrMatrix | readonly ArrayLike<number>[];

/**
 * Where the importances of a fitted model are found: `"auto"` (its `coef`, else its `featureImportances`), the path of another property
 * (`"bestModel.coef"`, `"namedSteps.model.coef"`), or a function of the model.
 */
// biome-ignore lint/suspicious/noExplicitAny: the getter knows the model that it is for
export type ImportanceGetter = string | ((model: any) => Importances);

/** Spec of the hyper-parameter `importanceGetter`. */
export const importanceGetterSpec: ParamSpec<ImportanceGetter> = custom<ImportanceGetter>({
  default: "auto",
  domain: '"auto", the path of a property of the model, or a function of the model',
  help: "Where the importances of a fitted model are found.",
  outside: [1, null, true, {}, ""],
  accepts: (value) => typeof value === "function" || (typeof value === "string" && value !== ""),
});

/**
 * Importances of a fitted model, one row for each output.
 *
 * @param nFeatures features that the model was fitted on.
 * @throws {InvalidParameterError} if the model has none where they are sought, or not one number a feature.
 */
export function importancesOf(
  where: string,
  model: object,
  getter: ImportanceGetter,
  nFeatures: number,
): readonly ArrayLike<number>[] {
  const found = typeof getter === "function" ? getter(model) : propertyAt(where, model, getter);
  const rows = rowsOf(found);
  if (rows !== undefined && rows.length > 0 && rows.every((row) => isNumbers(row, nFeatures))) return rows;
  const rule = `a place with one number for each of the ${nFeatures} features`;
  throw new InvalidParameterError(where, "importanceGetter", rule, found);
}

function propertyAt(where: string, model: object, path: string): unknown {
  if (path === "auto") {
    const { coef, featureImportances } = model as Readonly<Record<string, unknown>>;
    if (coef !== undefined) return coef;
    if (featureImportances !== undefined) return featureImportances;
    const rule = 'given, since the model has neither "coef" nor "featureImportances"';
    throw new InvalidParameterError(where, "importanceGetter", rule, model);
  }
  let place: unknown = model;
  for (const name of path.split(".")) {
    if (typeof place !== "object" || place === null || !(name in place))
      throw new InvalidParameterError(where, "importanceGetter", "the path of a property of the model", path);
    place = (place as Readonly<Record<string, unknown>>)[name];
  }
  return place;
}

function rowsOf(found: unknown): readonly ArrayLike<number>[] | undefined {
  if (found instanceof CsrMatrix) return rowsOf(found.toMatrix());
  if (found instanceof Matrix) return Array.from({ length: found.rows }, (_, i) => found.row(i));
  if (ArrayBuffer.isView(found)) return [found as unknown as Float64Array];
  if (!Array.isArray(found)) return undefined;
  return typeof found[0] === "number" ? [found as number[]] : (found as ArrayLike<number>[]);
}

function isNumbers(row: unknown, length: number): boolean {
  const values = row as ArrayLike<unknown> | null;
  return values?.length === length && Array.from(values).every((value) => typeof value === "number");
}
