import type { ColumnType, FrameLike } from "../base/estimator.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { passRows, passRowsOfEach } from "../core/row-origin.js";
import { type Assigned, type AssignedSource, assignColumn } from "./assign-columns.js";
import type { BooleanColumn } from "./boolean-column.js";
import type { Column } from "./column.js";
import {
  type ColumnClasses,
  type ColumnOf,
  type ColumnSource,
  columnFrom,
  ofType,
  type TypeOfSource,
} from "./column-of.js";
import { convertColumn } from "./convert.js";
import { type CorrOptions, type CorrSchema, correlations } from "./correlations.js";
import { type CsvWriteOptions, formatCsv } from "./csv/format-csv.js";
import { type DescribeOptions, type DescribeSchema, describeColumns } from "./describe.js";
import { designMatrix } from "./design-matrix.js";
import { type DuplicateOptions, distinctRows, duplicatedRows } from "./duplicates.js";
import type { FillLimits } from "./fill/directional-fill.js";
import { filteredRows } from "./filter-rows.js";
import { findColumns, unknownColumn } from "./find-column.js";
import { formatTable, type TableOptions } from "./format-table.js";
import { GroupBy, type GroupByOptions } from "./group-by.js";
import { formatJson, type JsonWriteOptions } from "./json/format-json.js";
import { type MeltOptions, meltColumns } from "./melt.js";
import { mergeColumns } from "./merge.js";
import type { Merged, MergeOptions, SharedKeys } from "./merge-types.js";
import {
  type DropnaOptions,
  dropMissing,
  type FillByColumn,
  type FillTypes,
  type FrameInterpolateOptions,
  fillMissing,
  interpolateColumns,
  namesToFill,
} from "./missing-values.js";
import type { FillStatistic } from "./number-column.js";
import type { PivotTableOptions } from "./pivot-options.js";
import { pivotColumns } from "./pivot-table.js";
import { remadeColumn } from "./remade-column.js";
import { rowCursor } from "./row-cursor.js";
import { type SampleOptions, sampledRows } from "./sample-rows.js";
import type { NameOf, Row, Schema } from "./schema.js";
import { type SortValuesOptions, sortedRows } from "./sort-values.js";
import { type CountColumn, countValues, type ValueCountsOptions } from "./value-count-rows.js";

/**
 * Table of named, typed columns of equal length. Immutable: every verb gives a new frame that shares the columns.
 *
 * The schema is part of the type where it is known (columns made in code, `types` given to {@link readCsv}, the
 * shipped data sets): a column that is not in the frame does not compile then. Elsewhere it is checked at run time.
 *
 * @example
 * ```ts
 * const cars = Frame.fromColumns({ name: ["Alfa", "Volvo", "Fiat"], power: [110, null, 60], electric: [false, true, false] });
 * cars.rows; // => 3
 * cars.select(["name", "power"]).filter((car) => car.power > 100).toRows(); // => [{ name: "Alfa", power: 110 }]
 * cars.column("power").missingCount; // => 1
 * const { X, y } = cars.split("electric");
 * X.columnNames; // => ["name", "power"]
 * y.toArray(); // => [false, true, false]
 * ```
 */
// biome-ignore lint/suspicious/noExplicitAny: a schema that only the file knows, checked at run time
export class Frame<S extends Schema = any> implements FrameLike {
  /** Columns in order. */
  readonly columns: readonly Column[];
  /** Names of the columns in order. */
  readonly columnNames: readonly NameOf<S>[];
  /** Number of rows. */
  readonly rows: number;
  readonly #byName: ReadonlyMap<string, Column>;

  static {
    // `console.log(frame)` prints the table in Node.
    // biome-ignore lint/complexity/noThisInStatic: the compiler renames the class inside its own static block
    Object.defineProperty(this.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: Frame) {
        return this.toString();
      },
    });
  }

  /**
   * @param rows needed where there is no column to tell it.
   * @throws {InvalidInputError} if two columns have one name or the lengths differ.
   */
  constructor(columns: readonly Column[], rows: number = columns[0]?.length ?? 0) {
    const byName = new Map<string, Column>();
    for (const column of columns) {
      if (byName.has(column.name))
        throw new InvalidInputError("Frame", "columns must have distinct names", column.name);
      if (column.length !== rows) {
        const rule = `columns must have ${rows} values, as the first has`;
        const received = new Described(`${column.length} values`);
        throw new InvalidInputError("Frame", rule, received, { column: column.name });
      }
      byName.set(column.name, column);
    }
    this.columns = columns;
    this.columnNames = columns.map((column) => column.name as NameOf<S>);
    this.rows = rows;
    this.#byName = byName;
  }

  /**
   * Makes a frame of arrays, typed arrays or columns by name. The first value that is not missing decides the type of a
   * column: number, string (category), boolean or Date; null, undefined and NaN are missing.
   *
   * @throws {InvalidInputError} naming row and column of a cell of another type, or if the lengths differ.
   * @example
   * ```ts
   * Frame.fromColumns({ x: [1, 2], label: ["a", "b"] }).schema; // => { x: "number", label: "category" }
   * ```
   */
  static fromColumns<const C extends Readonly<Record<string, ColumnSource>>>(
    columns: C,
  ): Frame<{ readonly [K in keyof C]: TypeOfSource<C[K]> }> {
    const where = "Frame.fromColumns";
    if (typeof columns !== "object" || columns === null || Array.isArray(columns))
      throw new InvalidInputError(where, "columns must be an object of columns by name", columns);
    return new Frame(Object.entries(columns).map(([name, source]) => columnFrom(where, name, source)));
  }

  /**
   * Makes a frame of row objects. The columns are those of all rows, in order of first appearance; a cell that a row
   * lacks is missing.
   *
   * @throws {InvalidInputError} naming row and column of a cell of another type.
   * @example
   * ```ts
   * Frame.fromRows([{ x: 1 }, { x: 2, label: "b" }]).column("label").toArray(); // => [null, "b"]
   * ```
   */
  static fromRows<R extends Readonly<Record<string, unknown>>>(
    rows: readonly R[],
  ): Frame<{ readonly [K in keyof R & string]-?: TypeOfSource<ArrayLike<R[K]>> }> {
    const names = new Set<string>();
    for (const row of rows) for (const name of Object.keys(row)) names.add(name);
    const cellsOf = (name: string): ColumnSource =>
      rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null)) as ColumnSource;
    const columns = [...names].map((name) => columnFrom("Frame.fromRows", name, cellsOf(name)));
    return new Frame(columns, rows.length);
  }

  /** Type of each column by name. */
  get schema(): S {
    return Object.fromEntries(this.columns.map((column) => [column.name, column.type])) as S;
  }

  /** Whether there is a column of this name. */
  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /**
   * One column.
   *
   * @param type what the column must hold; where only the file knows the types, this tells the compiler.
   * @throws {InvalidInputError} if there is none of this name (the message names the nearest), or it holds another type.
   * @example
   * ```ts
   * const read: Frame = Frame.fromRows([{ city: "Oslo", rain: 7 }]);
   * read.column("rain", "number").mean(); // => 7
   * ```
   */
  column<K extends NameOf<S>>(name: K): ColumnOf<S[K]>;
  column<K extends NameOf<S>, const T extends Extract<ColumnType, S[K]>>(name: K, type: T): ColumnClasses[T];
  column(name: NameOf<S>, type?: ColumnType): Column {
    return ofType("Frame.column", this.#named("Frame.column", name), type);
  }

  /**
   * The numeric columns as a matrix, shape (rows, columns): missing values are NaN, true is 1, false is 0.
   *
   * @param columns names, in the wanted order; default all.
   * @throws {InvalidInputError} naming the first column that holds categories or dates.
   * @example
   * ```ts
   * const points = Frame.fromColumns({ x: [1, 2], y: [3, 4] });
   * points.X(["y", "x"]).toArray(); // => [[3, 1], [4, 2]]
   * ```
   */
  X(columns: readonly NameOf<S>[] = this.columnNames): Matrix {
    return designMatrix(
      "Frame.X",
      toNames("Frame.X", columns).map((name) => this.#named("Frame.X", name)),
      this.rows,
    );
  }

  /**
   * Takes the target apart from the features.
   *
   * @throws {InvalidInputError} if there is no column of this name.
   */
  split<K extends NameOf<S>>(target: K): { readonly X: Frame<Omit<S, K>>; readonly y: ColumnOf<S[K]> } {
    const y = this.#named("Frame.split", target) as ColumnOf<S[K]>;
    return { X: this.drop([target]), y };
  }

  /** Keeps these columns, in this order. */
  select<K extends NameOf<S>>(columns: readonly K[]): Frame<Pick<S, K>> {
    return new Frame(
      toNames("Frame.select", columns).map((name) => this.#named("Frame.select", name)),
      this.rows,
    );
  }

  /** Leaves these columns out. */
  drop<K extends NameOf<S>>(columns: readonly K[]): Frame<Omit<S, K>> {
    const dropped = new Set(toNames("Frame.drop", columns).map((name) => this.#named("Frame.drop", name)));
    return new Frame(
      this.columns.filter((column) => !dropped.has(column)),
      this.rows,
    );
  }

  /**
   * Gives columns new names: `{ old: "new" }`.
   *
   * @throws {InvalidInputError} if there is no column of an old name, or two columns end with one name.
   */
  rename<const M extends { readonly [K in NameOf<S>]?: string }>(
    names: M,
  ): Frame<{ readonly [K in NameOf<S> as K extends keyof M ? M[K] & string : K]: S[K] }> {
    for (const name of Object.keys(names)) this.#named("Frame.rename", name);
    const given = names as Readonly<Record<string, string | undefined>>;
    const nameOf = (name: string): string => (Object.hasOwn(given, name) ? (given[name] ?? name) : name);
    const columns = this.columns.map((column) => {
      const renamed = column.rename(nameOf(column.name));
      passRows(column, renamed);
      return renamed;
    });
    return new Frame(columns, this.rows);
  }

  /**
   * Adds columns at the end, or puts them in the place of those of their names. A column is given by its values, or by
   * a function of the frame as it is by then.
   *
   * @param columns arrays of cells, typed arrays, columns, or functions that make one of these, shape (rows).
   * @throws {InvalidInputError} if the number of values is not `rows` or their types differ.
   * @example
   * ```ts
   * const days = Frame.fromColumns({ rain: [2, 0], wind: [4, 5] });
   * days.assign({ ratio: (day) => day.column("rain").div(day.column("wind")), city: ["Oslo", "Rome"] }).toRows()[0]; // => { rain: 2, wind: 4, ratio: 0.5, city: "Oslo" }
   * ```
   */
  assign<const A extends Readonly<Record<string, AssignedSource<Frame<S>>>>>(
    columns: A,
  ): Frame<Assigned<S, A>> {
    let frame: Frame = this;
    for (const [name, source] of Object.entries(columns))
      frame = new Frame(
        assignColumn(frame.columns, name, typeof source === "function" ? source(frame) : source),
      );
    return frame;
  }

  /**
   * Keeps the rows for which a predicate holds, or in which a boolean column is true. The row of a predicate is only
   * valid during the call.
   *
   * @throws {InvalidInputError} if the boolean column has another number of rows.
   * @example
   * ```ts
   * const days = Frame.fromColumns({ rain: [0, 2.5, null], wind: [3, 4, 5] });
   * days.filter((day) => day.rain > 0 && day.wind > 3).rows; // => 1
   * days.filter(days.column("rain").gt(0).and(days.column("wind").gt(3))).rows; // => 1
   * ```
   */
  filter(condition: BooleanColumn | ((row: Row<S>, index: number) => boolean)): Frame<S> {
    return this.#take(filteredRows(this.columns, this.rows, condition));
  }

  /**
   * The rows with these indices, in the given order; a row may repeat.
   *
   * @throws {InvalidInputError} if an index is not in [0, rows).
   */
  takeRows(index: ArrayLike<number>): Frame<S> {
    if (typeof index !== "object" || !Number.isSafeInteger(index?.length))
      throw new InvalidInputError("Frame.takeRows", "index must be an array of row numbers", index);
    for (let i = 0; i < index.length; i++) {
      const row = index[i]!;
      if (Number.isInteger(row) && row >= 0 && row < this.rows) continue;
      throw new InvalidInputError("Frame.takeRows", `index must be an integer in [0, ${this.rows})`, row);
    }
    return this.#take(index);
  }

  /** @internal Columns of the same names and types: each of picked rows (Int32Array) or of numbers (Float64Array). */
  remade(columns: readonly (Int32Array | Float64Array)[]): Frame<S> {
    return new Frame(this.columns.map((column, j) => remadeColumn(column, columns[j]!)));
  }

  /**
   * The first rows.
   *
   * @throws {InvalidParameterError} if `count` is no integer >= 0.
   */
  head(count = 5): Frame<S> {
    checkCount("Frame.head", count);
    return this.#range(0, Math.min(this.rows, count));
  }

  /**
   * The last rows.
   *
   * @throws {InvalidParameterError} as {@link Frame.head}.
   */
  tail(count = 5): Frame<S> {
    checkCount("Frame.tail", count);
    return this.#range(Math.max(0, this.rows - count), this.rows);
  }

  /**
   * Rows in the order of one or more columns: numbers and dates by value, texts by code point, false before true. Rows
   * that agree in all of them keep their order (pandas' `kind="stable"`).
   *
   * @param by one name, or several from the most important on.
   * @throws {InvalidInputError} if there is no column of a name.
   * @throws {InvalidParameterError} if an option lies outside its domain.
   * @example
   * ```ts
   * const cars = Frame.fromColumns({ maker: ["Fiat", "Alfa", "Fiat"], power: [60, 110, null] });
   * cars.sortValues(["maker", "power"], { ascending: [true, false] }).column("power").toArray(); // => [110, 60, null]
   * ```
   */
  sortValues(by: NameOf<S> | readonly NameOf<S>[], options: SortValuesOptions = {}): Frame<S> {
    return this.#take(sortedRows("Frame.sortValues", this, by, options));
  }

  /**
   * Groups the rows by the values of one or more columns; what comes of the groups is told by {@link GroupBy}.
   *
   * @throws {InvalidInputError} if there is no column of a name.
   * @throws {InvalidParameterError} if an option lies outside its domain.
   */
  groupBy<K extends NameOf<S>>(keys: K | readonly K[], options: GroupByOptions = {}): GroupBy<S, K> {
    return new GroupBy(this, keys, options, (columns, rows) => new Frame(columns, rows));
  }

  /**
   * Puts the columns of another frame beside these, row by row where the keys are equal: a join of tables. Missing keys
   * meet missing keys, as in pandas.
   *
   * `inner` and `left` keep the order of the left rows, and for each of them that of its partners; `right` the other way
   * round; `outer` sorts by key. Keys of one name become one column; other columns of one name get suffixes.
   *
   * Cost: O(rows); where every left row is kept once, its columns are shared.
   *
   * @throws {InvalidInputError} if there is no column of a name, keys are of different types, or repeat where `validate` forbids it.
   * @throws {InvalidParameterError} if an option lies outside its domain.
   * @example
   * ```ts
   * const cars = Frame.fromColumns({ maker: ["Fiat", "Volvo"], power: [60, 110] });
   * const makers = Frame.fromColumns({ maker: ["Fiat", "Alfa"], land: ["Italy", "Italy"] });
   * cars.merge(makers, { on: "maker" }).toRows(); // => [{ maker: "Fiat", power: 60, land: "Italy" }]
   * cars.merge(makers, { how: "left" }).column("land").toArray(); // => ["Italy", null]
   * cars.merge(makers, { how: "outer", indicator: true }).column("_merge").toArray(); // => ["right_only", "both", "left_only"]
   * ```
   */
  merge<
    T extends Schema,
    C extends NameOf<S> & NameOf<T> = never,
    L extends NameOf<S> = never,
    R extends NameOf<T> = never,
    const X extends string | null = "_x",
    const Y extends string | null = "_y",
    const I extends boolean | string = false,
  >(
    right: Frame<T>,
    options: MergeOptions<C, L, R, X, Y, I> = {},
  ): Frame<Merged<S, T, SharedKeys<S, T, C, L, R>, X, Y, I>> {
    const { columns, rows } = mergeColumns(this, right, options);
    return new Frame(columns, rows);
  }

  /**
   * A table of a statistic by the values of some columns: a row for each combination of `index`, a column for each of
   * `columns` and, where `values` is a list, each value (`value_column`). Rows of missing keys are left out.
   *
   * With `margins` the first index column holds texts, for the row "All"; margins are over the rows that miss nothing.
   *
   * @throws {InvalidInputError} if there is no column of a name, or the statistic is not defined for its type.
   * @throws {InvalidParameterError} if an option lies outside its domain.
   * @example
   * ```ts
   * const sales = Frame.fromColumns({ city: ["Oslo", "Rome", "Oslo"], kind: ["a", "b", "b"], price: [3, 5, 4] });
   * sales.pivotTable({ index: "city", columns: "kind", values: "price", fillValue: 0 }).toRows(); // => [{ city: "Oslo", a: 3, b: 4 }, { city: "Rome", a: 0, b: 5 }]
   * ```
   */
  pivotTable<V extends NameOf<S>>(options: PivotTableOptions<S, V>): Frame {
    const { columns, rows } = pivotColumns(this, options);
    return new Frame(columns, rows);
  }

  /**
   * Puts value columns of one type below each other: a row for each row and each of them, with the name of the column it is from.
   *
   * @throws {InvalidInputError} if there is no column of a name, or the value columns are of different types.
   * @throws {InvalidParameterError} if an option lies outside its domain.
   * @example
   * ```ts
   * const wide = Frame.fromColumns({ id: ["p", "q"], jan: [1, 2], feb: [3, 4] });
   * wide.melt({ idVars: "id", varName: "month" }).toRows()[2]; // => { id: "p", month: "feb", value: 3 }
   * ```
   */
  melt<
    I extends NameOf<S> = never,
    V extends NameOf<S> = Exclude<NameOf<S>, I>,
    const N extends string = "variable",
    const W extends string = "value",
  >(
    options: MeltOptions<I, V, N, W> = {},
  ): Frame<Pick<S, I> & { readonly [K in N]: "category" } & { readonly [K in W]: S[V] }> {
    const { columns, rows } = meltColumns("Frame.melt", this, options);
    return new Frame(columns, rows);
  }

  /**
   * Whether each row repeats another; missing equals missing.
   *
   * @throws {InvalidInputError} if there is no column of a name.
   * @throws {InvalidParameterError} if an option lies outside its domain.
   * @example
   * ```ts
   * Frame.fromColumns({ x: [1, null, 1, null] }).duplicated().toArray(); // => [false, false, true, true]
   * ```
   */
  duplicated<C extends NameOf<S>>(options: DuplicateOptions<C> = {}): BooleanColumn {
    return duplicatedRows("Frame.duplicated", this, options);
  }

  /**
   * The rows that do not repeat another; see {@link Frame.duplicated}.
   *
   * @throws {InvalidInputError} if there is no column of a name.
   * @throws {InvalidParameterError} if an option lies outside its domain.
   */
  dropDuplicates<C extends NameOf<S>>(options: DuplicateOptions<C> = {}): Frame<S> {
    return this.#take(distinctRows("Frame.dropDuplicates", this, options));
  }

  /**
   * Distinct rows of some columns (default all) and how often each occurs, the most frequent first; equally frequent
   * ones in order of first appearance. For one column or an array there is {@link valueCounts}.
   *
   * @throws {InvalidInputError} if there is no column of a name.
   * @throws {InvalidParameterError} if an option lies outside its domain.
   * @example
   * ```ts
   * Frame.fromColumns({ x: ["a", "b", "b"] }).valueCounts(["x"]).toRows(); // => [{ x: "b", count: 2 }, { x: "a", count: 1 }]
   * ```
   */
  valueCounts<C extends NameOf<S> = NameOf<S>, const N extends boolean = false>(
    subset: C | readonly C[] = this.columnNames as readonly C[],
    options: ValueCountsOptions<N> = {},
  ): Frame<Pick<S, C> & CountColumn<N>> {
    const where = "Frame.valueCounts";
    const { columns, rows } = countValues(
      where,
      findColumns(where, "subset", this, subset),
      this.rows,
      options,
    );
    return new Frame(columns, rows);
  }

  /**
   * Summary of each column, one row each: pandas' `describe(include="all")`, turned on its side.
   * Quantiles are interpolated linearly; `std` divides by n - 1.
   *
   * @param options `percentiles`: other quantiles than the quartiles, which then name the columns ("10%").
   *
   * @example
   * ```ts
   * const summary = Frame.fromColumns({ x: [1, 2, 4], label: ["a", "b", "a"] }).describe();
   * summary.column("50%").get(0); // => 2
   * summary.column("top").get(1); // => "a"
   * ```
   */
  describe(): Frame<DescribeSchema>;
  describe(options: DescribeOptions): Frame;
  describe(options: DescribeOptions = {}): Frame<DescribeSchema> {
    return new Frame(describeColumns(this.columns, options));
  }

  /** Where values are missing: a boolean column for each. */
  isna(): Frame<{ readonly [K in keyof S]: "boolean" }> {
    return this.#changed(this.columns.map((column) => column.isna()));
  }

  /** Where values are not missing: a boolean column for each. */
  notna(): Frame<{ readonly [K in keyof S]: "boolean" }> {
    return this.#changed(this.columns.map((column) => column.notna()));
  }

  /**
   * Drops rows (or columns) with missing values.
   *
   * @throws {InvalidParameterError} if an option is unknown or out of its domain.
   * @example
   * ```ts
   * const frame = Frame.fromColumns({ x: [1, null, 3], label: [null, null, "c"] });
   * frame.dropna().rows; // => 1
   * frame.dropna({ subset: ["x"] }).column("x").toArray(); // => Float64Array.of(1, 3)
   * frame.dropna({ axis: "columns", thresh: 2 }).columnNames; // => ["x"]
   * ```
   */
  dropna(options: DropnaOptions<NameOf<S>> = {}): Frame<S> {
    const kept = dropMissing(this.columns, this.rows, options, (name) => this.#named("Frame.dropna", name));
    return "rows" in kept ? this.#take(kept.rows) : new Frame(kept.columns, this.rows);
  }

  /**
   * Fills missing values: with one value, with a value or statistic for each column by name, or with a statistic of
   * every column that has it ("mean", "median", "min", "max" of numbers and dates, "mode" of all).
   *
   * @throws {InvalidInputError} if a column has missing values of another type than the one value.
   * @example
   * ```ts
   * const frame = Frame.fromColumns({ age: [1, null, 5], city: ["Oslo", null, "Oslo"] });
   * frame.fillna({ age: "median", city: "unknown" }).toRows()[1]; // => { age: 3, city: "unknown" }
   * frame.fillna("mode").toRows()[1]; // => { age: 1, city: "Oslo" }
   * ```
   */
  fillna(value: FillTypes[S[NameOf<S>]] | FillStatistic | FillByColumn<S>): Frame<S> {
    for (const name of namesToFill(value)) this.#named("Frame.fillna", name);
    return this.#changed(fillMissing(this.columns, value));
  }

  /** The last value before it in the place of each missing one. */
  ffill(limits: FillLimits = {}): Frame<S> {
    return this.#changed(this.columns.map((column) => column.ffill(limits)));
  }

  /** The next value behind it in the place of each missing one. */
  bfill(limits: FillLimits = {}): Frame<S> {
    return this.#changed(this.columns.map((column) => column.bfill(limits)));
  }

  /**
   * Fills missing numbers and dates between their neighbours; see the function {@link interpolate}.
   *
   * @param options `index` may be the name of a column.
   * @throws {InvalidInputError} if a column of categories or booleans has missing values.
   */
  interpolate(options: FrameInterpolateOptions<NameOf<S>> = {}): Frame<S> {
    const named = (name: string): Column => this.#named("Frame.interpolate", name);
    return this.#changed(interpolateColumns(this.columns, options, named));
  }

  /**
   * Rows drawn at random, the same as `DataFrame.sample` of pandas draws for the same seed.
   *
   * @throws {InvalidParameterError} if more rows are asked for than there are, without replacement.
   * @example
   * ```ts
   * const frame = Frame.fromColumns({ x: [10, 20, 30, 40, 50] });
   * frame.sample({ n: 3, randomState: 1 }).column("x").toArray(); // => Float64Array.of(30, 20, 50)
   * ```
   */
  sample(options: SampleOptions<NameOf<S>> = {}): Frame<S> {
    return this.#take(sampledRows(this.rows, options, (name) => this.#named("Frame.sample", name)));
  }

  /**
   * Correlation of each pair of numeric columns over the rows in which both have a value: names in the column "column",
   * then a column for each. Means are taken first: of values far from zero more digits are right than pandas' running means keep.
   *
   * @throws {InvalidInputError} if a column is not numeric, unless `numericOnly` is set.
   * @example
   * ```ts
   * const frame = Frame.fromColumns({ x: [1, 2, 3], y: [2, 4, 5] });
   * frame.corr({ method: "spearman" }).column("y").toArray(); // => Float64Array.of(1, 1)
   * ```
   */
  corr(options: CorrOptions = {}): Frame<CorrSchema<S>> {
    return new Frame(correlations(this.columns, options));
  }

  /** Number of distinct values of each column, without missing ones. */
  nunique(): { readonly [K in NameOf<S>]: number } {
    const counts = this.columns.map((column) => [column.name, column.nunique()]);
    return Object.fromEntries(counts) as { readonly [K in NameOf<S>]: number };
  }

  /**
   * Columns as other types. Missing values stay missing; a value without an equal of the new type is an error.
   *
   * @throws {InvalidInputError} naming row and column of the first value that cannot be converted.
   * @example
   * ```ts
   * Frame.fromColumns({ x: ["1.5", null], y: [1, 2] }).astype({ x: "number", y: "category" }).toRows()[0]; // => { x: 1.5, y: "1" }
   * ```
   */
  astype<const T extends { readonly [K in NameOf<S>]?: ColumnType }>(
    types: T,
  ): Frame<{ readonly [K in keyof S]: K extends keyof T ? T[K] & ColumnType : S[K] }> {
    for (const name of Object.keys(types)) this.#named("Frame.astype", name);
    const typeOf = ({ name, type }: Column): ColumnType => types[name as NameOf<S>] ?? type;
    return this.#changed(this.columns.map((column) => convertColumn("Frame.astype", column, typeOf(column))));
  }

  /** The rows as objects. Missing numbers are NaN, other missing cells null. Cost: an object a row. */
  toRows(): Row<S>[] {
    const cursor = rowCursor<S>(this.columns);
    return Array.from({ length: this.rows }, (_, i) => {
      cursor.moveTo(i);
      return { ...cursor.row };
    });
  }

  /** The columns as arrays by name, missing values as null. */
  toColumns(): { readonly [K in NameOf<S>]: ReturnType<ColumnOf<S[K]>["toArray"]> } {
    const arrays = this.columns.map((column) => [column.name, column.toArray()]);
    return Object.fromEntries(arrays) as ReturnType<Frame<S>["toColumns"]>;
  }

  /** The frame as CSV text; see {@link writeCsv}, which also says how it reads back. */
  toCsv(options: CsvWriteOptions = {}): string {
    return [...formatCsv("Frame.toCsv", this, options)].join("");
  }

  /**
   * The frame as JSON text, an array of records; see {@link writeJson}, which also says how it reads back.
   *
   * @throws {InvalidInputError} naming row and column of a number that is infinite.
   */
  toJson(options: JsonWriteOptions = {}): string {
    return [...formatJson("Frame.toJson", this, options)].join("");
  }

  /**
   * The frame as an aligned table: the first and last rows, numbers aligned at the decimal point.
   *
   * @example
   * ```ts
   * Frame.fromColumns({ city: ["Oslo", "Rome"], rain: [7.25, null] }).toString(); // => "   city   rain\n0  Oslo   7.25\n1  Rome      –\n2 rows × 2 columns"
   * ```
   */
  toString(options: TableOptions = {}): string {
    return formatTable(this, options);
  }

  #named(where: string, name: string): Column {
    const column = this.#byName.get(name);
    if (column !== undefined) return column;
    throw unknownColumn(where, name, this.columnNames);
  }

  /** A frame of columns made of these, each with the same rows. */
  #changed(columns: readonly Column[]): Frame {
    for (const [j, column] of columns.entries()) passRows(this.columns[j]!, column);
    return new Frame(columns, this.rows);
  }

  #take(index: ArrayLike<number>): Frame<S> {
    const rows = index instanceof Int32Array ? index : new Int32Array(index);
    const columns = this.columns.map((column) => column.takeRows(rows));
    passRowsOfEach(this.columns, columns, rows);
    return new Frame(columns, rows.length);
  }

  #range(from: number, to: number): Frame<S> {
    return this.#take(Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i));
  }
}

function checkCount(where: string, count: unknown): void {
  if (!Number.isSafeInteger(count) || (count as number) < 0)
    throw new InvalidParameterError(where, "count", "an integer >= 0", count);
}

function toNames<K>(where: string, columns: readonly K[]): readonly K[] {
  if (Array.isArray(columns)) return columns;
  throw new InvalidInputError(where, "columns must be an array of names", columns);
}
