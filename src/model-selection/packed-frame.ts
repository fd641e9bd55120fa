import {
  BooleanColumn,
  CategoryColumn,
  type Column,
  DateColumn,
  Frame,
  NumberColumn,
} from "../frame/index.js";

/** A column as plain arrays. */
type PackedColumn =
  | { readonly type: "number" | "date"; readonly name: string; readonly values: Float64Array }
  | { readonly type: "boolean"; readonly name: string; readonly codes: Int8Array }
  | {
      readonly type: "category";
      readonly name: string;
      readonly codes: Int8Array | Int16Array | Int32Array;
      readonly levels: readonly string[];
    };

/** A frame as plain arrays, as it crosses to a worker. */
export interface PackedFrame {
  readonly packedColumns: readonly PackedColumn[];
  readonly rows: number;
}

/** Takes a frame apart; arrays are shared, not copied. */
export function packFrame(frame: Frame): PackedFrame {
  return { packedColumns: frame.columns.map(packColumn), rows: frame.rows };
}

function packColumn(column: Column): PackedColumn {
  const { name } = column;
  if (column instanceof CategoryColumn)
    return { type: "category", name, codes: column.codes, levels: column.levels };
  if (column instanceof BooleanColumn) return { type: "boolean", name, codes: column.codes };
  if (column instanceof DateColumn) return { type: "date", name, values: column.times };
  return { type: "number", name, values: (column as NumberColumn).values };
}

/** Whether a value is a {@link PackedFrame}. */
export function isPackedFrame(value: unknown): value is PackedFrame {
  return typeof value === "object" && value !== null && "packedColumns" in value;
}

/** Puts a frame together again. */
export function unpackFrame({ packedColumns, rows }: PackedFrame): Frame {
  return new Frame(packedColumns.map(unpackColumn), rows);
}

function unpackColumn(packed: PackedColumn): Column {
  switch (packed.type) {
    case "category":
      return new CategoryColumn(packed.name, packed.codes, packed.levels);
    case "boolean":
      return new BooleanColumn(packed.name, packed.codes);
    case "date":
      return new DateColumn(packed.name, packed.values);
    case "number":
      return new NumberColumn(packed.name, packed.values);
  }
}
