import { choice, custom, nullByDefault, type ParamSpecs, resolveParams } from "../base/params.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { emptyOfType } from "./column-types.js";
import { checkFrame, findColumns, type NamedColumns } from "./find-column.js";
import {
  firstRepeated,
  type JoinCodes,
  joinCodes,
  lookUpNumbers,
  type MergedRows,
  type MergeHow,
  mergeRows,
} from "./merge-rows.js";
import type { MergeOptions, MergeValidation } from "./merge-types.js";
import { NumberColumn } from "./number-column.js";
import { coalesce } from "./stack-columns.js";
import { takeOrMissing } from "./take-or-missing.js";

type Names = string | readonly string[];

interface ResolvedMerge {
  readonly on: Names | null;
  readonly leftOn: Names | null;
  readonly rightOn: Names | null;
  readonly how: MergeHow;
  readonly suffixes: readonly [string | null, string | null];
  readonly validate: MergeValidation | null;
  readonly indicator: boolean | string;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isSuffix = (value: unknown): boolean => value === null || isText(value);

const names = nullByDefault(
  custom<Names>({
    default: "",
    help: "Keys.",
    domain: "a column name or an array of them",
    outside: [1, {}],
    accepts: (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
  }),
  "not given",
);

const mergeSpecs: ParamSpecs<ResolvedMerge> = {
  on: names,
  leftOn: names,
  rightOn: names,
  how: choice({
    default: "inner",
    options: ["inner", "left", "right", "outer"],
    help: "Which rows are kept.",
  }),
  suffixes: custom<readonly [string | null, string | null]>({
    default: ["_x", "_y"],
    help: "What is added to names that both sides have.",
    domain: "an array of two strings or null",
    outside: ["_x", ["_x"], [1, 2]],
    accepts: (value) => Array.isArray(value) && value.length === 2 && value.every(isSuffix),
  }),
  validate: nullByDefault(
    choice<MergeValidation>({
      default: "many_to_many",
      options: ["one_to_one", "one_to_many", "many_to_one", "many_to_many", "1:1", "1:m", "m:1", "m:m"],
      help: "On which side keys must be unique.",
    }),
    "no check",
  ),
  indicator: custom<boolean | string>({
    default: false,
    help: "Whether a column tells where each row is from.",
    domain: "true, false or the name of the column",
    outside: [1, null],
    accepts: (value) => typeof value === "boolean" || isText(value),
  }),
};

const WHERE = "Frame.merge";

/** Columns of two frames side by side, row by row where their keys are equal. */
export function mergeColumns(
  left: NamedColumns,
  right: NamedColumns,
  options: MergeOptions,
): { readonly columns: Column[]; readonly rows: number } {
  checkFrame(WHERE, "right", right);
  const resolved = resolveParams(WHERE, mergeSpecs, options as Partial<ResolvedMerge>);
  const keys = keysOf(left, right, resolved);
  const aligned = keys.left.map((key, k) => alignTypes(key, keys.right[k]!));
  const merged = lookedUp(aligned, resolved) ?? paired(aligned, keys, resolved);
  return { columns: assemble(left, right, keys, merged, resolved), rows: merged.count };
}

/** The rows of a merge that is one look-up for each row; undefined where it is not. */
function lookedUp(
  aligned: readonly (readonly [Column, Column])[],
  { how, validate }: ResolvedMerge,
): MergedRows | undefined {
  const [left, right] = aligned[0]!;
  if (aligned.length > 1 || validate !== null || (how !== "left" && how !== "inner")) return undefined;
  if (!(left instanceof NumberColumn && right instanceof NumberColumn)) return undefined;
  return lookUpNumbers(left.values, right.values, how === "left");
}

function paired(
  aligned: readonly (readonly [Column, Column])[],
  keys: Keys,
  { how, validate }: ResolvedMerge,
): MergedRows {
  const left = aligned.map(([key]) => key);
  const right = aligned.map(([, key]) => key);
  const codes = joinCodes(left, right, how === "outer");
  if (validate !== null) checkUnique(codes, validate, keys);
  return mergeRows(WHERE, codes, how);
}

interface Keys {
  readonly left: readonly Column[];
  readonly right: readonly Column[];
}

function keysOf(left: NamedColumns, right: NamedColumns, { on, leftOn, rightOn }: ResolvedMerge): Keys {
  if (on !== null && (leftOn !== null || rightOn !== null))
    throw new InvalidParameterError(WHERE, "on", "left out where leftOn and rightOn are given", on);
  if ((leftOn === null) !== (rightOn === null))
    throw new InvalidParameterError(WHERE, "leftOn and rightOn", "given together", leftOn ?? rightOn);
  const common = left.columnNames.filter((name) => right.has(name));
  const keys = {
    left: findColumns(WHERE, leftOn === null ? "on" : "leftOn", left, leftOn ?? on ?? common),
    right: findColumns(WHERE, rightOn === null ? "on" : "rightOn", right, rightOn ?? on ?? common),
  };
  if (keys.left.length === 0)
    throw new InvalidInputError(
      WHERE,
      "the frames must have a column in common, or keys be given",
      on ?? leftOn ?? [],
    );
  if (keys.left.length !== keys.right.length) {
    const rule = `rightOn must name ${keys.left.length} columns, as leftOn does`;
    throw new InvalidInputError(WHERE, rule, new Described(`${keys.right.length}`));
  }
  return keys;
}

/** The two keys, one without any value taken for a key of the other's type. */
function alignTypes(left: Column, right: Column): readonly [Column, Column] {
  if (left.type === right.type) return [left, right];
  if (left.missingCount === left.length) return [emptyOfType(left, right.type), right];
  if (right.missingCount === right.length) return [left, emptyOfType(right, left.type)];
  const names = left.name === right.name ? `"${left.name}"` : `"${left.name}" and "${right.name}"`;
  const received = new Described(`a ${left.type} column and a ${right.type} column`);
  throw new InvalidInputError(WHERE, `the keys ${names} must be of one type`, received);
}

function checkUnique(codes: JoinCodes, validate: MergeValidation, keys: Keys): void {
  const leftOnce = validate.startsWith("one") || validate.startsWith("1");
  const rightOnce = validate.endsWith("one") || validate.endsWith("1");
  for (const [once, side] of [
    [leftOnce, "left"],
    [rightOnce, "right"],
  ] as const) {
    const row = once ? firstRepeated(codes[side], codes.count) : undefined;
    if (row === undefined) continue;
    const cells = keys[side].map((key) => key.get(row));
    throw new InvalidInputError(
      WHERE,
      `the keys of the ${side} must be unique to merge ${validate}`,
      cells.length === 1 ? cells[0] : cells,
      { row, column: keys[side].map((key) => key.name).join(", ") },
    );
  }
}

function assemble(
  left: NamedColumns,
  right: NamedColumns,
  keys: Keys,
  merged: MergedRows,
  { suffixes, indicator, how }: ResolvedMerge,
): Column[] {
  const shared = keys.left.map((key, k) => (key.name === keys.right[k]!.name ? key.name : undefined));
  const isShared = (name: string): boolean => shared.includes(name);
  const both = new Set(left.columnNames.filter((name) => right.has(name) && !isShared(name)));
  if (both.size > 0 && suffixes[0] === null && suffixes[1] === null) {
    const rule = "suffixes must tell columns of one name apart";
    throw new InvalidInputError(WHERE, rule, suffixes, { column: [...both][0]! });
  }
  const named = (column: Column, suffix: string | null): Column =>
    both.has(column.name) ? column.rename(column.name + (suffix ?? "")) : column;
  const leftMissing = how === "right" || how === "outer";
  const columns = [
    ...left.columns.map((column) => {
      const key = shared.indexOf(column.name);
      if (key >= 0 && leftMissing)
        return coalesce(WHERE, column, merged.left, keys.right[key]!, merged.right);
      return named(taken(column, merged.left), suffixes[0]);
    }),
    ...right.columns
      .filter((column) => !isShared(column.name))
      .map((column) => named(taken(column, merged.right), suffixes[1])),
  ];
  if (indicator !== false) columns.push(indicatorColumn(indicator === true ? "_merge" : indicator, merged));
  checkNames(columns, suffixes);
  return columns;
}

function taken(column: Column, rows: Int32Array | undefined): Column {
  return rows === undefined ? column : takeOrMissing(column, rows);
}

function indicatorColumn(name: string, { left, right, count }: MergedRows): Column {
  const codes = new Int8Array(count).fill(2);
  for (let i = 0; i < count; i++) {
    if (right !== undefined && right[i]! < 0) codes[i] = 0;
    else if (left !== undefined && left[i]! < 0) codes[i] = 1;
  }
  return new CategoryColumn(name, codes, ["left_only", "right_only", "both"]);
}

function checkNames(columns: readonly Column[], suffixes: readonly (string | null)[]): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) {
      const rule = `suffixes ${JSON.stringify(suffixes)} and indicator must give every column a name of its own`;
      throw new InvalidInputError(WHERE, rule, name);
    }
    seen.add(name);
  }
}
