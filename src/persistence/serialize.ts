import type { AnyModel } from "../base/estimator.js";
import { decodeState, encodeState, type Persistent } from "../base/state.js";
import { InvalidInputError, LearnkitError, ModelFormatError } from "../core/errors.js";
import { type FilePath, readFileBytes, writeFileAtomically } from "../core/node-files.js";
import { version } from "../core/version.js";
import { type ModelFile, readModelFile, writeModelFile } from "./model-file.js";
import { lookupReviver } from "./registry.js";

/** Options of {@link serialize} and {@link saveModel}. */
export interface SaveOptions {
  /** Anything to remember beside the model, as JSON holds it. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A class whose objects a file may hold; its instances are what `loadModel` then resolves to. */
export interface PersistentClass<T> {
  readonly typeName: string;
  readonly prototype: T;
}

/**
 * Writes a fitted model, or an unfitted estimator, as bytes. Cost: one copy of its arrays.
 *
 * @throws {InvalidInputError} if it is none of this library's, or the metadata are no JSON.
 * @throws {ModelFormatError} if it holds a function, which cannot be saved.
 * @example
 * ```ts
 * const model = await new Ridge().fit([[0], [1], [2]], [0, 1, 2]);
 * const again = deserialize(serialize(model), RidgeModel);
 * again.coef[0] === model.coef[0]; // => true
 * ```
 */
export function serialize(model: Persistent, { metadata = {} }: SaveOptions = {}): Uint8Array {
  if (lookupReviver(model?.typeName) === undefined) {
    throw new InvalidInputError(
      "serialize",
      "the object must be a model or an estimator of this library",
      model,
    );
  }
  return writeModelFile(version, encodeState(model), checkMetadata(metadata));
}

function checkMetadata(metadata: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const rule = "metadata must be an object that JSON can hold";
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata))
    throw new InvalidInputError("serialize", rule, metadata);
  try {
    JSON.stringify(metadata);
  } catch (cause) {
    throw new InvalidInputError(
      "serialize",
      `${rule} (${(cause as Error).message.split("\n")[0]})`,
      metadata,
    );
  }
  return metadata;
}

/**
 * Reads a model or estimator from bytes. Executes no code that the bytes bring along.
 *
 * @param expected the class that the bytes must hold, if it is known; then the result has its type.
 * @throws {ModelFormatError} if the bytes are truncated, corrupted, foreign, newer than this library, or of another class.
 * @example
 * ```ts
 * const bytes = serialize(await new Ridge().fit([[0], [1], [2]], [0, 1, 2]));
 * const model = deserialize(bytes, RidgeModel);
 * model.coef; // => [0.6666666666666666]
 * ```
 */
export function deserialize<T = AnyModel>(bytes: Uint8Array, expected?: PersistentClass<T>): T {
  if (!(bytes instanceof Uint8Array))
    throw new InvalidInputError("deserialize", "bytes must be a Uint8Array", bytes);
  const { state } = readModelFile(bytes);
  const model = revive(() => checkFeatures(decodeState(state, lookupReviver))) as Persistent;
  if (lookupReviver(model?.typeName) === undefined)
    throw new ModelFormatError("model file: it holds no model");
  if (expected !== undefined && model.typeName !== expected.typeName) {
    throw new ModelFormatError(`model file: it holds a ${model.typeName}, not a ${expected.typeName}`);
  }
  return model as T;
}

/** A model that does not know its number of features would refuse every X, or none. */
function checkFeatures(model: unknown): unknown {
  if (typeof model !== "object" || model === null || !("nFeatures" in model)) return model;
  if (!Number.isSafeInteger(model.nFeatures) || (model.nFeatures as number) < 0)
    throw new ModelFormatError("model file: its number of features is missing");
  return model;
}

/** A class may trip over a state that is not its own; that, too, is a fault of the file. */
function revive(read: () => unknown): unknown {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ModelFormatError) throw cause;
    const reason = cause instanceof LearnkitError ? cause.message : "a part is missing or of a wrong type";
    throw new ModelFormatError(`model file: its content makes no model: ${reason}`, { cause });
  }
}

/**
 * What a model file says about itself, without making the model.
 *
 * @throws {ModelFormatError} if the bytes are truncated, corrupted, foreign or newer than this library.
 */
export function inspectModel(bytes: Uint8Array): Omit<ModelFile, "state"> {
  const { learnkit, format, metadata } = readModelFile(bytes);
  return { learnkit, format, metadata };
}

/**
 * Saves a model or estimator to a file, whole or not at all. Node only; elsewhere use {@link serialize}.
 *
 * @throws {InvalidInputError} if the file cannot be written.
 */
export async function saveModel(model: Persistent, path: FilePath, options: SaveOptions = {}): Promise<void> {
  await writeFileAtomically("saveModel", path, serialize(model, options));
}

/**
 * Loads a model or estimator from a file. Node only; elsewhere fetch the bytes and use {@link deserialize}.
 *
 * @param expected the class that the file must hold, if it is known; then the result has its type.
 * @throws {InvalidInputError} if the file cannot be read.
 * @throws {ModelFormatError} if it is truncated, corrupted, foreign, newer than this library, or of another class.
 */
export async function loadModel<T = AnyModel>(path: FilePath, expected?: PersistentClass<T>): Promise<T> {
  return deserialize(await readFileBytes("loadModel", path), expected);
}
