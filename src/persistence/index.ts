export type { ModelFile } from "./model-file.js";
export {
  deserialize,
  inspectModel,
  loadModel,
  type PersistentClass,
  type SaveOptions,
  saveModel,
  serialize,
} from "./serialize.js";
