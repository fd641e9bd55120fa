import type { Cell } from "../base/estimator.js";
import { type CodedColumn, firstRowOf, isMissing } from "../base/table.js";
import { InvalidInputError } from "../core/errors.js";
import { categoryKey } from "./category-groups.js";
import { typeOfCategory } from "./category-learner.js";
import { holdsMissing } from "./coded-columns.js";

/** The levels of a column as positions among the categories of a feature. */
export interface LevelPositions {
  /** Position of each level, the missing value last, shape (nLevels + 1); -1 if it is no category. */
  readonly positions: Int32Array;
  /** First row whose value is no category; undefined if there is none. */
  readonly unknownRow: number | undefined;
}

/** Categories of one feature, to be looked up. */
export class CategoryLookup {
  readonly #position: ReadonlyMap<unknown, number>;
  /** Type of the categories; undefined if all there is is the missing value. */
  readonly #type: string | undefined;

  constructor(categories: readonly Cell[]) {
    this.#position = new Map(categories.map((category, k) => [categoryKey(category), k]));
    this.#type =
      categories.length === 0 || isMissing(categories[0]) ? undefined : typeOfCategory(categories[0]);
  }

  /**
   * Looks up the levels of a column: each distinct value once, whatever the number of rows.
   *
   * @param place what the column is called in messages.
   * @throws {InvalidInputError} if the column is of another type than the categories.
   */
  find(where: string, column: CodedColumn, place: number | string): LevelPositions {
    const { levels, codes } = column;
    this.#checkType(where, column, place);
    const positions = new Int32Array(levels.length + 1);
    let unknown = false;
    for (let code = 0; code < levels.length; code++) {
      positions[code] = this.#position.get(categoryKey(levels[code])) ?? -1;
      if (positions[code] === -1) unknown = true;
    }
    const missing = this.#position.get(null) ?? -1;
    positions[levels.length] = missing;
    if (!unknown && missing === -1) unknown = holdsMissing(codes);
    if (!unknown) return { positions, unknownRow: undefined };
    return { positions, unknownRow: firstRowOf(column, (cell) => !this.#position.has(categoryKey(cell))) };
  }

  #checkType(where: string, column: CodedColumn, place: number | string): void {
    const type = this.#type;
    if (type === undefined || column.levels.length === 0 || typeOfCategory(column.levels[0]) === type) return;
    const row = firstRowOf(column, (cell) => !isMissing(cell));
    if (row === undefined) return;
    const rule = `values of this column must be of the type that it had in fit, ${type}`;
    throw new InvalidInputError(where, rule, column.levels[column.codes[row]!], { row, column: place });
  }
}
