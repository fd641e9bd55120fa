import type { Progress } from "../../base/estimator.js";
import { nearestName, unknownName } from "../../base/params.js";
import { InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import type { Schema } from "../schema.js";

/** Options that all readers of files have. */
export interface ReadOptions {
  /** Types of some columns; a value that is not of the given type is an error. The others are found out. */
  readonly types?: Schema;
  /** Names of the columns to read, in the wanted order. Default all. */
  readonly usecols?: readonly string[];
  /** Most rows to read. Default all. */
  readonly nrows?: number;
  /** Cancels: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called as reading proceeds, with bytes done and in total. */
  readonly onProgress?: (progress: Progress) => void;
}

/** What must hold of each option that is given, and whether it does. */
export type OptionRules<O> = {
  readonly [K in keyof O]-?: readonly [domain: string, accepts: (value: unknown) => boolean];
};

/** Whether a value is an array of strings. */
export function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** {@link OptionRules} of the options that all readers have. */
export const READ_OPTION_RULES: OptionRules<ReadOptions> = {
  types: ["an object of column types", (value) => typeof value === "object" && value !== null],
  usecols: ["an array of column names", isTextList],
  nrows: ["an integer >= 0", (value) => Number.isSafeInteger(value) && (value as number) >= 0],
  signal: ["an AbortSignal", (value) => typeof (value as AbortSignal | null)?.throwIfAborted === "function"],
  onProgress: ["a function", (value) => typeof value === "function"],
};

/**
 * Checks options by their rules.
 *
 * @throws {InvalidParameterError} naming the option that is unknown or outside its domain.
 */
export function checkReadOptions<O extends ReadOptions>(
  where: string,
  options: O,
  rules: OptionRules<O>,
): void {
  if (typeof options !== "object" || options === null)
    throw new InvalidParameterError(where, "options", "an object", options);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(rules, name)) throw unknownName(where, name, Object.keys(rules));
    const [domain, accepts] = rules[name as keyof O];
    if (value !== undefined && !accepts(value)) throw new InvalidParameterError(where, name, domain, value);
  }
  for (const [name, type] of Object.entries(options.types ?? {})) {
    if (["number", "category", "boolean", "date"].includes(type)) continue;
    const domain = 'one of "number", "category", "boolean", "date"';
    throw new InvalidParameterError(where, `types[${JSON.stringify(name)}]`, domain, type);
  }
}

/** @throws {InvalidInputError} if a column that is asked for is not in the file; the message names the nearest. */
export function checkKnown(where: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const near = nearestName(name, known);
  const hint = near === undefined ? "" : ` (did you mean ${JSON.stringify(near)}?)`;
  throw new InvalidInputError(where, `column must be one of ${known.slice(0, 12).join(", ")}${hint}`, name);
}
