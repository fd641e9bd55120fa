import { InvalidInputError, InvalidParameterError, KernelError, ModelFormatError } from "../core/errors.js";
import type { WireError } from "./task.js";

const CLASSES: Readonly<Record<string, { readonly prototype: Error }>> = {
  InvalidInputError,
  InvalidParameterError,
  KernelError,
  ModelFormatError,
};

/** Writes an error down so that {@link errorFromWire} makes the same one again in another thread. */
export function errorToWire(error: unknown): WireError {
  if (!(error instanceof Error))
    return { name: "Error", message: String(error), stack: undefined, fields: {} };
  const fields = Object.fromEntries(Object.entries(error).filter(([, value]) => isPlain(value)));
  return { name: error.name, message: error.message, stack: error.stack, fields };
}

function isPlain(value: unknown): boolean {
  return value === null || ["string", "number", "boolean", "undefined"].includes(typeof value);
}

/** The error that {@link errorToWire} wrote down: same class, message, code and fields. */
export function errorFromWire({ name, message, stack, fields }: WireError): Error {
  const known = CLASSES[name];
  const error: Error = known === undefined ? new Error(message) : Object.create(known.prototype);
  Object.defineProperty(error, "message", { value: message, configurable: true, writable: true });
  Object.defineProperty(error, "stack", { value: stack, configurable: true, writable: true });
  return Object.assign(error, fields);
}
