import type { MergeHow } from "./merge-rows.js";
import type { NameOf, Schema } from "./schema.js";

/** On which side of a merge keys must be unique. */
export type MergeValidation =
  | "one_to_one"
  | "one_to_many"
  | "many_to_one"
  | "many_to_many"
  | "1:1"
  | "1:m"
  | "m:1"
  | "m:m";

/** How frames are merged. */
export interface MergeOptions<
  C extends string = string,
  L extends string = string,
  R extends string = string,
  X extends string | null = string | null,
  Y extends string | null = string | null,
  I extends boolean | string = boolean | string,
> {
  /** Keys that both frames have; default: all columns that both have. */
  readonly on?: C | readonly C[];
  /** Keys of the left frame, where they have other names than those of the right. */
  readonly leftOn?: L | readonly L[];
  /** Keys of the right frame, as many as `leftOn`. */
  readonly rightOn?: R | readonly R[];
  /** Which rows are kept: those with a partner, all of the left, all of the right, or all; default "inner". */
  readonly how?: MergeHow;
  /** What is added to other columns that both frames have; null adds nothing; default ["_x", "_y"]. */
  readonly suffixes?: readonly [X, Y];
  /** Refuses keys that repeat on a side where they must not; default: no check. */
  readonly validate?: MergeValidation;
  /** Whether a column tells where each row is from ("left_only", "right_only", "both"): true for `_merge`, or its name; default false. */
  readonly indicator?: I;
}

/** Names of the keys that become one column. */
export type SharedKeys<
  S extends Schema,
  T extends Schema,
  C extends string,
  L extends string,
  R extends string,
> = [C] extends [never] ? ([L] extends [never] ? NameOf<S> & NameOf<T> : L & R) : C;

type Suffixed<N extends string, X extends string | null> = X extends string ? `${N}${X}` : N;

type Beside<S extends Schema, T extends Schema, K extends string, X extends string | null> = {
  readonly [N in NameOf<S> as N extends K ? N : N extends keyof T ? Suffixed<N, X> : N]: S[N];
};

type IndicatorColumn<I extends boolean | string> = I extends true
  ? { readonly _merge: "category" }
  : I extends string
    ? { readonly [N in I]: "category" }
    : unknown;

/** Columns of two merged frames with the keys K in common; any where only the files know those of one. */
export type Merged<
  S extends Schema,
  T extends Schema,
  K extends string,
  X extends string | null,
  Y extends string | null,
  I extends boolean | string,
> = string extends keyof S
  ? S
  : string extends keyof T
    ? T
    : Beside<S, T, K, X> & Omit<Beside<T, S, K, Y>, K> & IndicatorColumn<I>;
