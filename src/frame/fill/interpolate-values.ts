import { InvalidInputError } from "../../core/errors.js";
import { type Column, TypedColumn } from "../column.js";
import { type InterpolationMethod, toInterpolationLimits } from "./fill-options.js";
import { type InterpolationLimits, interpolateLinear, interpolateNearest } from "./interpolation.js";

/** Places of rows on an axis: an array or column of numbers or dates, none of them missing. */
export type AxisSource = Column<number> | Column<Date> | ArrayLike<number | Date>;

/** How `interpolate` fills. */
export interface InterpolateOptions extends InterpolationLimits {
  /** `"linear"` takes rows as equally far apart; `"index"` and `"time"` place them by `index`; `"nearest"` takes the nearest value. Default "linear". */
  readonly method?: InterpolationMethod;
  /** Place of each row on the axis: numbers for "index", dates for "time", either for "nearest". Default: 0, 1, 2, … */
  readonly index?: AxisSource;
}

/** Interpolated copy of the values of a column, by checked options. */
export function interpolateValues(
  where: string,
  values: Float64Array,
  { index, ...rest }: InterpolateOptions,
): Float64Array {
  const { method, ...limits } = toInterpolationLimits(where, rest);
  if ((method === "index" || method === "time") && index === undefined)
    throw new InvalidInputError(where, `index must be given for the method "${method}"`, index);
  if (method === "linear" && index !== undefined)
    throw new InvalidInputError(where, 'index must not be given for the method "linear"', index);
  const positions = index === undefined ? undefined : toPositions(where, index, method, values.length);
  return method === "nearest"
    ? interpolateNearest(values, positions, limits)
    : interpolateLinear(values, positions, limits);
}

function toPositions(
  where: string,
  index: AxisSource,
  method: InterpolationMethod,
  rows: number,
): Float64Array {
  if (index === null || typeof index !== "object" || index.length !== rows)
    throw new InvalidInputError(where, `index must have ${rows} values, as there are rows`, index);
  const cells: ArrayLike<unknown> =
    index instanceof TypedColumn ? index.toArray() : (index as ArrayLike<unknown>);
  const positions = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const cell = cells[row];
    const isDate = cell instanceof Date;
    positions[row] = isDate || typeof cell === "number" ? Number(cell) : Number.NaN;
    if (Number.isNaN(positions[row]) || (method === "time" && !isDate) || (method === "index" && isDate)) {
      const kind = method === "time" ? "dates" : method === "index" ? "numbers" : "numbers or dates";
      throw new InvalidInputError(where, `index must hold ${kind}, none of them missing`, cell, { row });
    }
  }
  return positions;
}
