import type { Reviver } from "../base/state.js";

/** Every class that a model file may hold, estimators and models alike. */
const REVIVERS: readonly Reviver[] = [];

/** Finds the class of a stored object by its name. */
export function lookupReviver(typeName: string): Reviver | undefined {
  return REVIVERS.find((reviver) => reviver.typeName === typeName);
}
