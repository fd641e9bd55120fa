import { CsrMatrix } from "../core/csr-matrix.js";
import { describeValue, ModelFormatError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";

/** An object that can be written down as named values and made again: every estimator and every model. */
export interface Persistent {
  /** Name under which the class is registered. */
  readonly typeName: string;
  /** @internal Everything the object consists of: JSON values, typed arrays, matrices, maps, dates and persistents. */
  toState(): Record<string, unknown>;
}

/** Makes objects of one class from their state. */
export interface Reviver {
  readonly typeName: string;
  // biome-ignore lint/suspicious/noExplicitAny: a state is as various as the classes; each class knows its own
  fromState(state: any): unknown;
}

/** Typed arrays that a state may hold. */
export type StateArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | Int8Array
  | Int16Array;

/** A state as a JSON value and the arrays that it refers to by position. */
export interface EncodedState {
  readonly json: unknown;
  readonly arrays: StateArray[];
}

/** Name of an array type in a state. */
export type StateArrayType =
  | "Float64Array"
  | "Float32Array"
  | "Int32Array"
  | "Uint32Array"
  | "Uint16Array"
  | "Uint8Array"
  | "Int8Array"
  | "Int16Array";

type StateArrayConstructor = new (buffer: ArrayBufferLike, offset: number, length: number) => StateArray;

const ARRAY_TYPES: Readonly<Record<StateArrayType, StateArrayConstructor>> = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Uint16Array,
  Uint8Array,
  Int8Array,
  Int16Array,
};

/** Constructor of a state's array type; undefined for a foreign name. */
export function stateArrayType(name: string): StateArrayConstructor | undefined {
  return Object.hasOwn(ARRAY_TYPES, name) ? ARRAY_TYPES[name as StateArrayType] : undefined;
}

/**
 * Name of the type of a state's array.
 *
 * @throws {ModelFormatError} if it is of none of the types.
 */
export function stateArrayTypeOf(array: StateArray): StateArrayType {
  for (const name of Object.keys(ARRAY_TYPES) as StateArrayType[])
    if (array instanceof ARRAY_TYPES[name]) return name;
  throw new ModelFormatError(`${describeValue(array)} cannot be saved: no array of a type that files hold`);
}

/**
 * Writes a value as JSON plus arrays. Special values are objects with the key `$`:
 * `{ $: "array" }`, `{ $: "number" }` (NaN, ±Infinity, -0), `{ $: "undefined" }`, `{ $: "date" }`, `{ $: "map" }`,
 * `{ $: "matrix" }`, `{ $: "csr" }`, `{ $: "object" }` (a persistent) and `{ $: "plain" }` (a record with a key `$`).
 */
export function encodeState(value: unknown): EncodedState {
  const arrays: StateArray[] = [];
  return { json: encodeValue(value, arrays), arrays };
}

function encodeValue(value: unknown, arrays: StateArray[]): unknown {
  if (value === undefined) return { $: "undefined" };
  if (typeof value === "number") return encodeNumber(value);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value !== "object")
    throw new ModelFormatError(`a ${typeof value} cannot be saved: ${describeValue(value)}`);
  if (ArrayBuffer.isView(value)) return { $: "array", at: arrays.push(value as StateArray) - 1 };
  if (Array.isArray(value)) return value.map((item) => encodeValue(item, arrays));
  if (value instanceof Date) return { $: "date", at: value.getTime() };
  if (value instanceof Map) return { $: "map", entries: encodeValue([...value], arrays) };
  if (value instanceof Matrix) {
    const { data, rows, columns, columnNames } = value;
    return { $: "matrix", state: encodeRecord({ data, rows, columns, columnNames }, arrays) };
  }
  if (value instanceof CsrMatrix) {
    const { data, indices, indptr, columns, columnNames } = value;
    return { $: "csr", state: encodeRecord({ data, indices, indptr, columns, columnNames }, arrays) };
  }
  if (isPersistent(value))
    return { $: "object", type: value.typeName, state: encodeRecord(value.toState(), arrays) };
  const record = encodeRecord(value as Record<string, unknown>, arrays);
  return Object.hasOwn(value, "$") ? { $: "plain", state: record } : record;
}

function encodeNumber(value: number): unknown {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : { $: "number", text: Object.is(value, -0) ? "-0" : String(value) };
}

function encodeRecord(
  record: Readonly<Record<string, unknown>>,
  arrays: StateArray[],
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, encodeValue(item, arrays)]));
}

function isPersistent(value: object): value is Persistent {
  return "typeName" in value && "toState" in value && typeof value.toState === "function";
}

/** Finds the class of a stored object by its name; undefined for an unknown name. */
export type ReviverLookup = (typeName: string) => Reviver | undefined;

/** The classes of an object and of all objects in its state: enough to make another of its kind from that one's state. */
export function reviversOf(object: Persistent): ReviverLookup {
  const revivers = new Map<string, Reviver>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
    if (Array.isArray(value)) value.forEach(collect);
    else if (value instanceof Map) collect([...value]);
    else if (isPersistent(value)) {
      revivers.set(value.typeName, value.constructor as unknown as Reviver);
      collect(value.toState());
    } else if (!(value instanceof Matrix || value instanceof CsrMatrix || value instanceof Date))
      collect(Object.values(value));
  };
  collect(object);
  return (name) => revivers.get(name);
}

/** What `work` returns; null where a part cannot be written or a class is not known. */
export function unlessUnknown<R>(work: () => R): R | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof ModelFormatError) return null;
    throw error;
  }
}

/**
 * Reads back what {@link encodeState} wrote. Runs no code that the state brings along: classes come from `lookup`.
 *
 * @throws {ModelFormatError} if the state is malformed or names an unknown class.
 */
export function decodeState({ json, arrays }: EncodedState, lookup: ReviverLookup): unknown {
  return decodeValue(json, arrays, lookup);
}

function decodeValue(value: unknown, arrays: readonly StateArray[], lookup: ReviverLookup): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => decodeValue(item, arrays, lookup));
  const record = value as Record<string, unknown>;
  return Object.hasOwn(record, "$")
    ? decodeSpecial(record, arrays, lookup)
    : decodeRecord(record, arrays, lookup);
}

function decodeRecord(
  value: unknown,
  arrays: readonly StateArray[],
  lookup: ReviverLookup,
): Record<string, unknown> {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new ModelFormatError("model state: an object is missing");
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, decodeValue(item, arrays, lookup)]),
  );
}

function decodeSpecial(
  record: Record<string, unknown>,
  arrays: readonly StateArray[],
  lookup: ReviverLookup,
): unknown {
  switch (record["$"]) {
    case "undefined":
      return undefined;
    case "number":
      return Number(record["text"]);
    case "date":
      return new Date(record["at"] as number);
    case "array": {
      const array = arrays[record["at"] as number];
      if (array === undefined)
        throw new ModelFormatError(`model state: array ${String(record["at"])} is missing`);
      return array;
    }
    case "map":
      return new Map(decodeValue(record["entries"], arrays, lookup) as [unknown, unknown][]);
    case "matrix": {
      const state = decodeRecord(record["state"], arrays, lookup);
      return new Matrix(
        state["data"] as Float64Array,
        state["rows"] as number,
        state["columns"] as number,
        state["columnNames"] as string[] | undefined,
      );
    }
    case "csr": {
      const state = decodeRecord(record["state"], arrays, lookup);
      return new CsrMatrix(
        state["data"] as Float64Array,
        state["indices"] as Int32Array,
        state["indptr"] as Int32Array,
        state["columns"] as number,
        state["columnNames"] as string[] | undefined,
      );
    }
    case "plain":
      return decodeRecord(record["state"], arrays, lookup);
    case "object": {
      const reviver = lookup(String(record["type"]));
      if (reviver === undefined)
        throw new ModelFormatError(`model state: unknown class ${JSON.stringify(record["type"])}`);
      return reviver.fromState(decodeRecord(record["state"], arrays, lookup));
    }
    default:
      throw new ModelFormatError(`model state: unknown tag ${JSON.stringify(record["$"])}`);
  }
}
