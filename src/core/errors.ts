/** Place of a fault in tabular data. */
export interface FaultPlace {
  /** Line of a text file, counted from 1. */
  readonly line?: number;
  /** First offending row, zero-based. */
  readonly row?: number;
  /** First offending column: its name if it has one, else its zero-based index. */
  readonly column?: number | string;
}

/** Codes of {@link LearnkitError}; branch on these rather than on classes or messages. */
export type ErrorCode = "INVALID_PARAMETER" | "INVALID_INPUT" | "KERNEL" | "MODEL_FORMAT";

/** Base of every error that the library raises on purpose. */
export abstract class LearnkitError extends Error {
  /** Stable code to branch on. */
  abstract readonly code: ErrorCode;
}

/** Shortens any value to one readable line for an error message. */
export function describeValue(value: unknown): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
  if (value === null || typeof value !== "object") return Object.is(value, -0) ? "-0" : String(value);
  if (ArrayBuffer.isView(value) || Array.isArray(value))
    return describeArray(value as unknown as ArrayLike<unknown>);
  if (value instanceof Map) return `a Map of ${describeEntries([...value], describeValue)}`;
  const name: string = value.constructor?.name ?? "Object";
  return name === "Object" ? describeEntries(Object.entries(value), String) : `a ${name}`;
}

function describeEntries(
  entries: readonly (readonly [unknown, unknown])[],
  nameOf: (key: unknown) => string,
): string {
  const shown = entries.slice(0, 6).map(([key, value]) => `${nameOf(key)}: ${describeBriefly(value)}`);
  return `{ ${shown.join(", ")}${entries.length > 6 ? `, … ${entries.length} entries` : ""} }`;
}

/** A value within another: objects by their kind only. */
function describeBriefly(value: unknown): string {
  if (Array.isArray(value)) return `${value.length} values`;
  if (typeof value === "object" && value !== null) return `a ${value.constructor?.name ?? "Object"}`;
  return describeValue(value);
}

function describeArray(values: ArrayLike<unknown>): string {
  const shown = Array.from({ length: Math.min(values.length, 5) }, (_, i) => describeValue(values[i]));
  return `[${shown.join(", ")}${values.length > 5 ? `, … ${values.length} values` : ""}]`;
}

/**
 * A hyper-parameter or option lies outside its domain.
 *
 * Message: `Ridge: alpha must be a finite number >= 0; received -1`.
 */
export class InvalidParameterError extends LearnkitError {
  readonly code = "INVALID_PARAMETER" as const;
  override readonly name = "InvalidParameterError";
  /** Estimator or function that was called. */
  readonly where: string;
  /** Name of the parameter. */
  readonly parameter: string;
  /** What must hold. */
  readonly rule: string;

  constructor(where: string, parameter: string, rule: string, received: unknown) {
    super(`${where}: ${parameter} must be ${rule}; received ${describeValue(received)}`);
    this.where = where;
    this.parameter = parameter;
    this.rule = rule;
  }
}

/**
 * Data break a rule: shape, type, missing or infinite values, unknown columns or categories.
 *
 * Message: `Ridge.fit: X must be finite; received NaN at row 3, column "age"`.
 */
export class InvalidInputError extends LearnkitError {
  readonly code = "INVALID_INPUT" as const;
  override readonly name = "InvalidInputError";
  /** Estimator method or function that was called. */
  readonly where: string;
  /** What must hold. */
  readonly rule: string;
  /** First offending line of a text file, counted from 1, if a file is at fault. */
  readonly line: number | undefined;
  /** First offending row, zero-based, if a row is at fault. */
  readonly row: number | undefined;
  /** First offending column (name or zero-based index), if a column is at fault. */
  readonly column: number | string | undefined;

  /** @param received the value as data; pass a {@link Described} to word it yourself. */
  constructor(where: string, rule: string, received: unknown, place: FaultPlace = {}) {
    const shown = received instanceof Described ? received.text : describeValue(received);
    super(`${where}: ${rule}; received ${shown}${describePlace(place)}`);
    this.where = where;
    this.rule = rule;
    this.line = place.line;
    this.row = place.row;
    this.column = place.column;
  }
}

/** A received thing in words, for messages such as `received 3 columns`. */
export class Described {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function describePlace({ line, row, column }: FaultPlace): string {
  const parts: string[] = [];
  if (line !== undefined) parts.push(`line ${line}`);
  if (row !== undefined) parts.push(`row ${row}`);
  if (column !== undefined)
    parts.push(`column ${typeof column === "string" ? JSON.stringify(column) : column}`);
  return parts.length > 0 ? ` at ${parts.join(", ")}` : "";
}

/** A kernel or a worker could not do its work: out of memory, no WebAssembly, a worker that died. */
export class KernelError extends LearnkitError {
  readonly code = "KERNEL" as const;
  override readonly name = "KernelError";
}

/** A model file is truncated, corrupted, foreign, or newer than this library. */
export class ModelFormatError extends LearnkitError {
  readonly code = "MODEL_FORMAT" as const;
  override readonly name = "ModelFormatError";
}
