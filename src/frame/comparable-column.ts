import { choice, type ParamSpec, resolveParams } from "../base/params.js";
import { BooleanColumn } from "./boolean-column.js";
import { TypedColumn } from "./column.js";
import { type Comparison, combineTruths, compareNumbers, type Inclusive } from "./compare.js";
import { AND } from "./truth-tables.js";

const betweenSpecs: { readonly inclusive: ParamSpec<Inclusive> } = {
  inclusive: choice<Inclusive>({
    default: "both",
    options: ["both", "neither", "left", "right"],
    help: "Which ends belong to the range.",
  }),
};

/**
 * A column whose values have an order. Comparisons give a {@link BooleanColumn} without missing values, as in pandas: with a missing
 * value on either side only `ne` holds.
 *
 * @example
 * ```ts
 * const grade = new NumberColumn("grade", Float64Array.of(91, 60, NaN));
 * grade.gt(90).toArray(); // => [true, false, false]
 * grade.between(60, 91, { inclusive: "left" }).or(grade.isna()).toArray(); // => [false, true, true]
 * ```
 */
export abstract class ComparableColumn<T> extends TypedColumn<T> {
  /** Codes of a comparison with a value or, row by row, with a column. */
  protected abstract compareWith(comparison: Comparison, other: T | TypedColumn<T>): Int8Array;
  /** 1 where the value is among the given ones, of which null stands for missing values. */
  protected abstract amongCodes(values: readonly (T | null)[]): Int8Array;

  /** Where the value is greater than another, or than that of another column in the same row. */
  gt(other: T | TypedColumn<T>): BooleanColumn {
    return this.#mask(this.compareWith("gt", other));
  }

  /** Where the value is greater or equal. */
  ge(other: T | TypedColumn<T>): BooleanColumn {
    return this.#mask(this.compareWith("ge", other));
  }

  /** Where the value is less. */
  lt(other: T | TypedColumn<T>): BooleanColumn {
    return this.#mask(this.compareWith("lt", other));
  }

  /** Where the value is less or equal. */
  le(other: T | TypedColumn<T>): BooleanColumn {
    return this.#mask(this.compareWith("le", other));
  }

  /** Where the value is equal. */
  eq(other: T | TypedColumn<T>): BooleanColumn {
    return this.#mask(this.compareWith("eq", other));
  }

  /** Where the value is another, or one of the two is missing. */
  ne(other: T | TypedColumn<T>): BooleanColumn {
    return this.#mask(this.compareWith("ne", other));
  }

  /** Where the value is one of these; null among them stands for missing values. */
  isin(values: readonly (T | null)[]): BooleanColumn {
    return this.#mask(this.amongCodes(values));
  }

  /**
   * Where the value lies between two others.
   *
   * @param options `inclusive`: which ends belong to the range, "both" (default), "neither", "left" or "right".
   */
  between(
    left: T | TypedColumn<T>,
    right: T | TypedColumn<T>,
    options: { readonly inclusive?: Inclusive } = {},
  ): BooleanColumn {
    const { inclusive } = resolveParams(`${this.constructor.name}.between`, betweenSpecs, options);
    const above = this.compareWith(inclusive === "both" || inclusive === "left" ? "ge" : "gt", left);
    const below = this.compareWith(inclusive === "both" || inclusive === "right" ? "le" : "lt", right);
    return this.#mask(combineTruths(above, below, AND));
  }

  isna(): BooleanColumn {
    return this.#mask(this.missingCodes());
  }

  notna(): BooleanColumn {
    return this.#mask(compareNumbers(this.missingCodes(), "eq", 0));
  }

  #mask(codes: Int8Array): BooleanColumn {
    return new BooleanColumn(this.name, codes);
  }
}
