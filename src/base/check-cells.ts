import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import type { Cell, TableLike } from "./estimator.js";
import { checkFinite, checkSparseFinite, isFrameLike } from "./input.js";
import { isMissing } from "./table.js";

/**
 * Refuses what is no cell of a table, and Infinity: for those who hand cells on without reading them. Missing cells are welcome.
 *
 * @param X a checked table.
 * @throws {InvalidInputError} naming the first offending row and column.
 */
export function checkCells(where: string, X: TableLike): void {
  if (X instanceof Matrix) {
    checkFinite(where, X, true);
    return;
  }
  if (X instanceof CsrMatrix) {
    checkSparseFinite(where, X, true);
    return;
  }
  if (isFrameLike(X)) {
    for (const name of X.columnNames) {
      const { values } = X.column(name);
      if (values !== undefined) checkFinite(where, new Matrix(values, values.length, 1, [name]), true);
    }
    return;
  }
  checkCellRows(where, X as readonly (readonly Cell[])[]);
}

function checkCellRows(where: string, rows: readonly (readonly Cell[])[]): void {
  const types = new Array<string | undefined>(rows[0]!.length);
  for (const [row, cells] of rows.entries()) {
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column];
      if (isMissing(cell)) continue;
      const type = typeof cell;
      const place = { row, column };
      if (type !== "string" && type !== "number" && type !== "boolean" && !(cell instanceof Date)) {
        const rule = "cells must be strings, numbers, booleans, dates or missing";
        throw new InvalidInputError(where, rule, cell, place);
      }
      if (type === "number" && !Number.isFinite(cell))
        throw new InvalidInputError(where, "X must hold no Infinity", cell, place);
      types[column] ??= type;
      if (types[column] !== type) {
        const rule = `values of a column must all be of one type, here ${types[column]}`;
        throw new InvalidInputError(where, rule, cell, place);
      }
    }
  }
}
