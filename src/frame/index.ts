export type { Assigned, AssignedSource } from "./assign-columns.js";
export { BooleanColumn } from "./boolean-column.js";
export type { CategoryCodes } from "./category-codes.js";
export { CategoryColumn } from "./category-column.js";
export type { Column, RowIndex } from "./column.js";
export type { ColumnClasses, ColumnOf, ColumnSource, TypeOfSource } from "./column-of.js";
export type { ComparableColumn } from "./comparable-column.js";
export type { Comparison, Inclusive } from "./compare.js";
export { type Concatenated, type ConcatOptions, concat, type SchemaOf } from "./concat.js";
export type { CorrOptions, CorrSchema } from "./correlations.js";
export type { CsvReadOptions } from "./csv/csv-plan.js";
export type { CsvWriteOptions } from "./csv/format-csv.js";
export { readCsv } from "./csv/read-csv.js";
export { type CsvScanOptions, scanCsv } from "./csv/scan-csv.js";
export { writeCsv } from "./csv/write-csv.js";
export {
  type BinColumn,
  type Binned,
  type BinnedFor,
  type CutOptions,
  cut,
  type QcutOptions,
  qcut,
} from "./cut.js";
export { DateColumn } from "./date-column.js";
export type { TimeUnit } from "./date-parts.js";
export type { DescribeOptions, DescribeSchema } from "./describe.js";
export { type DummiesOptions, getDummies, type PerColumn } from "./dummies.js";
export type { DuplicateOptions } from "./duplicates.js";
export type { FileInput } from "./files/byte-source.js";
export type { ReadOptions } from "./files/read-options.js";
export { bfill, ffill, fillna, interpolate } from "./fill/array-fills.js";
export type { FillLimits } from "./fill/directional-fill.js";
export type { InterpolationMethod } from "./fill/fill-options.js";
export type { AxisSource, InterpolateOptions } from "./fill/interpolate-values.js";
export type { InterpolationLimits } from "./fill/interpolation.js";
export type { TableOptions } from "./format-table.js";
export { Frame } from "./frame.js";
export { type Group, GroupBy, type GroupByOptions } from "./group-by.js";
export type {
  AggregateCell,
  Aggregated,
  AggregatedByColumn,
  Aggregation,
  Aggregations,
  EachStatistic,
  StatisticByColumn,
  StatisticOf,
  TypeOfStatistic,
  ValueNames,
} from "./group-by-types.js";
export type { GroupFillStatistic, GroupInterpolateOptions } from "./group-fill.js";
export type { RankOptions } from "./group-rank.js";
export type {
  CountStatistic,
  GroupStatistic,
  GroupStatisticOptions,
  MiddleStatistic,
  NumberStatistic,
  ValueStatistic,
} from "./group-statistics.js";
export type { JsonWriteOptions } from "./json/format-json.js";
export { type JsonReadOptions, readJson } from "./json/read-json.js";
export { writeJson } from "./json/write-json.js";
export type { Levels } from "./levels.js";
export type { MeltOptions } from "./melt.js";
export type { MergeHow } from "./merge-rows.js";
export type { Merged, MergeOptions, MergeValidation, SharedKeys } from "./merge-types.js";
export type { DropnaOptions, FillByColumn, FillTypes, FrameInterpolateOptions } from "./missing-values.js";
export type { FillStatistic, NumberOperand } from "./number-column.js";
export { NumberColumn } from "./number-column.js";
export type { QuantileOptions, SpreadOptions } from "./number-statistics.js";
export type { PivotTableOptions } from "./pivot-options.js";
export type { SampleOptions } from "./sample-rows.js";
export type { CellOf, CellTypes, NameOf, Row, Schema } from "./schema.js";
export type { SortValuesOptions } from "./sort-values.js";
export {
  kurt,
  mean,
  median,
  mode,
  type NumberSource,
  nunique,
  quantile,
  skew,
  std,
  variance,
} from "./statistics/array-statistics.js";
export type { CorrelationMethod } from "./statistics/correlation.js";
export type { QuantileInterpolation } from "./statistics/present-quantiles.js";
export type { TextMethods } from "./text-methods.js";
export type { CountColumn, ValueCountsOptions } from "./value-count-rows.js";
export { valueCounts } from "./value-counts.js";
