import { InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import type { DonorVisitor, Receivers } from "./nearest-donors.js";

/**
 * As `visitNearestDonors`, by any distance of two rows with holes. One call for each pair of a receiver and a donor.
 *
 * @throws {InvalidInputError} if the function returns something else than a number; NaN says that there is no distance.
 */
export function visitDonorsBy(
  where: string,
  metric: (x: Float64Array, y: Float64Array) => number,
  donors: Matrix,
  X: Matrix,
  { rows, starts, columns }: Receivers,
  k: number,
  visit: DonorVisitor,
): void {
  const d = X.columns;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const distances = new Float64Array(donors.rows);
    for (let r = 0; r < donors.rows; r++) {
      const x = X.data.slice(row * d, (row + 1) * d);
      const value: unknown = metric(x, donors.data.slice(r * d, (r + 1) * d));
      if (typeof value !== "number")
        throw new InvalidInputError(where, "metric must return a number", value, { row });
      distances[r] = value;
    }
    const order = Array.from(distances.keys())
      .filter((r) => !Number.isNaN(distances[r]))
      .sort((a, b) => distances[a]! - distances[b]! || a - b);
    for (let slot = starts[i]!; slot < starts[i + 1]!; slot++) {
      const column = columns[slot]!;
      const nearest = Int32Array.from(
        order.filter((r) => !Number.isNaN(donors.data[r * d + column])).slice(0, k),
      );
      visit(
        row,
        column,
        nearest,
        Float64Array.from(nearest, (r) => distances[r]!),
      );
    }
  }
}
