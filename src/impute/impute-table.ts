import type { Cell, ColumnType, FrameLike, TableLike } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { tableFeatures } from "../base/input.js";
import {
  BooleanColumn,
  CategoryColumn,
  type Column,
  DateColumn,
  Frame,
  NumberColumn,
} from "../frame/index.js";
import { asFrame, type ImputedColumn, imputedColumn } from "./table-statistics.js";

/** How a table is imputed. */
export interface TableRules {
  readonly types: readonly ColumnType[];
  readonly statistics: readonly Cell[];
  readonly missingValues: number | string;
  /** Positions of the columns that are kept. */
  readonly kept: readonly number[];
  /** Positions of the columns that get an indicator. */
  readonly indicators: readonly number[];
  /** Names of the output columns. */
  readonly names: readonly string[];
}

/** A table with its missing values filled in; columns keep their type. */
export function imputeTable(where: string, X: TableLike, rules: TableRules): FrameLike {
  const features = tableFeatures(where, X);
  const frame = asFrame(X, inputNames(features));
  const columns = rules.types.map((type, j) =>
    imputedColumn(where, frame, j, type, rules.missingValues, features.featureNames?.[j] ?? j),
  );
  const { kept, indicators, names, statistics } = rules;
  return new Frame([
    ...kept.map((j, k) => filled(columns[j]!, names[k]!, statistics[j])),
    ...indicators.map((j, k) => indicator(columns[j]!, names[kept.length + k]!)),
  ]);
}

function filled(column: ImputedColumn, name: string, fill: Cell): Column {
  if (column.type === "number")
    return new NumberColumn(
      name,
      column.values.map((value) => (Number.isNaN(value) ? Number(fill) : value)),
    );
  const { levels, codes } = column.coded;
  if (column.type === "category") {
    const known = levels.indexOf(fill);
    const code = known < 0 ? levels.length : known;
    const texts = (known < 0 ? [...levels, fill] : levels) as readonly string[];
    return new CategoryColumn(
      name,
      Int32Array.from(codes, (c) => (c < 0 ? code : c)),
      texts,
    );
  }
  const cells = Array.from(codes, (code) => (code < 0 ? fill : levels[code]));
  return column.type === "boolean"
    ? new BooleanColumn(name, Int8Array.from(cells, Number))
    : new DateColumn(name, Float64Array.from(cells, Number));
}

function indicator(column: ImputedColumn, name: string): NumberColumn {
  const missing =
    column.type === "number"
      ? Float64Array.from(column.values, (value) => (Number.isNaN(value) ? 1 : 0))
      : Float64Array.from(column.coded.codes, (code) => (code < 0 ? 1 : 0));
  return new NumberColumn(name, missing);
}
