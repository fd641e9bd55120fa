import type { AnyEstimator, AnyModel, FitOptions } from "../base/estimator.js";
import {
  largeBuffersOf,
  ownState,
  receivedMatrix,
  receivedState,
  type SharedMatrix,
  type SharedState,
  shareMatrix,
  shareState,
} from "../base/shared-state.js";
import {
  decodeState,
  type EncodedState,
  encodeState,
  type ReviverLookup,
  reviversOf,
  unlessUnknown,
} from "../base/state.js";
import type { Matrix } from "../core/matrix.js";
import { type ArenaScope, defineTask, loadRuntime, type Task, type TaskContext } from "../parallel/index.js";
import { BaseTreeClassifier } from "../tree/base-tree-classifier.js";
import { BaseTreeRegressor } from "../tree/base-tree-regressor.js";
import type { TreeBatch } from "../tree/grow-tree.js";
import { RandomUnderSampler } from "../under-sampling/random-under-sampler.js";
import { type BaggingWork, fitBaggedMember } from "./bagged-member.js";
import { drawsAllFeatures } from "./bagging-draws.js";
import { seeFloat32 } from "./reads-as-trees.js";
import { ResampledClassifier } from "./resampled-classifier.js";

/** A tree whose like can be grown many at a time. */
type BatchedTree = AnyEstimator & {
  fitAll(X: Matrix, y: unknown, options: FitOptions, batch: TreeBatch<never>): Promise<AnyModel[]>;
};

/** A member as this thread fitted it, or as a worker sent it; null where the worker does not know a class. */
type MemberResult = { readonly model: AnyModel } | { readonly state: EncodedState } | null;

/** The work as it crosses to a worker; null: stays on this thread. */
interface SentWork {
  readonly state: SharedState;
  readonly X: SharedMatrix;
}

type MemberTask = Task<SentWork | null, number, MemberResult>;

const TASK_NAME = "ensemble.bagMember";

/** The task of a worker, which makes the estimator from its state. */
export function bagMemberTask(lookup: ReviverLookup): MemberTask {
  const known: ReviverLookup = (name) =>
    name === ResampledClassifier.typeName ? ResampledClassifier : lookup(name);
  const decoded = new WeakMap<SentWork, BaggingWork | null>();
  return defineTask(
    TASK_NAME,
    async ({ signal, memory }, sent: SentWork | null, seed: number): Promise<MemberResult> => {
      let work = decoded.get(sent!);
      if (work === undefined) {
        work = received(sent!, memory, known);
        decoded.set(sent!, work);
      }
      if (work === null) return null;
      const model = await fitBaggedMember(work, seed, { signal });
      return unlessUnknown(() => ({ state: ownState(encodeState(model)) }));
    },
    (result) => (result !== null && "state" in result ? largeBuffersOf(result.state) : []),
  );
}

function received(
  { state, X }: SentWork,
  memory: TaskContext["memory"],
  lookup: ReviverLookup,
): BaggingWork | null {
  return unlessUnknown(() => ({
    ...(decodeState(receivedState(state, memory), lookup) as Omit<BaggingWork, "X">),
    X: receivedMatrix(X, memory),
  }));
}

/** The work as it can be sent; null where a part of it cannot. */
function sendable({ X, ...work }: BaggingWork, scope: ArenaScope): SentWork | null {
  return unlessUnknown(() => ({
    state: shareState(encodeState(work), scope),
    X: shareMatrix(X, seeFloat32([readerOf(work.estimator)], X), scope),
  }));
}

/** The estimator that sees the features of a member. */
function readerOf(estimator: AnyEstimator): AnyEstimator {
  if (!(estimator instanceof ResampledClassifier)) return estimator;
  const { sampler, classifier } = estimator.params;
  return sampler instanceof RandomUnderSampler ? classifier : estimator;
}

/**
 * Fits one member on the rows and features that each seed draws, on all lanes. Plain trees grow all at once.
 *
 * @see Breiman (1996), Bagging predictors, doi:10.1007/BF00058655; Ho (1998), The random subspace method, doi:10.1109/34.709601.
 */
export async function bag(
  work: BaggingWork,
  { signal, onProgress }: Pick<FitOptions, "signal" | "onProgress">,
): Promise<AnyModel[]> {
  const { estimator, X, y, draws } = work;
  const { seeds, bootstrap } = draws;
  const control = signal === undefined ? {} : { signal };
  if (growsInOneGo(estimator) && drawsAllFeatures(draws)) {
    const report = onProgress === undefined ? {} : { onProgress };
    return estimator.fitAll(X, y, { ...control, ...report }, { seeds, bootstrap });
  }
  const runtime = await loadRuntime();
  const task: MemberTask = defineTask(TASK_NAME, async (context, _: SentWork | null, seed: number) => ({
    model: await fitBaggedMember(work, seed, { signal: context.signal }),
  }));
  const results = await runtime.arena.scope((scope) => {
    const sent = runtime.freeLanes === 1 ? null : sendable(work, scope);
    const job = { common: sent, staysHere: sent === null, items: seeds, signal, onProgress };
    return runtime.runTasks(task, job);
  });
  return assemble(results, (k) => fitBaggedMember(work, seeds[k]!, control));
}

/** Whether the draws alone decide on the weights of rows: class weights would come on top. */
function growsInOneGo(estimator: AnyEstimator): estimator is BatchedTree {
  if (estimator instanceof BaseTreeClassifier) return estimator.params.classWeight === null;
  return estimator instanceof BaseTreeRegressor;
}

/** The models; those that workers sent are made of the classes of a model that was fitted here, or, if these do not suffice, fitted here. */
async function assemble(
  results: readonly MemberResult[],
  fitHere: (k: number) => Promise<AnyModel>,
): Promise<AnyModel[]> {
  const own = results.find((result) => result !== null && "model" in result) as
    | { readonly model: AnyModel }
    | undefined;
  const models: AnyModel[] = [];
  let lookup: ReviverLookup | undefined = own && reviversOf(own.model);
  for (const [k, result] of results.entries()) {
    if (result !== null && "model" in result) {
      models.push(result.model);
      continue;
    }
    const received = lookup && result && unlessUnknown(() => decodeState(result.state, lookup!) as AnyModel);
    models.push(received ?? (await fitHere(k)));
    lookup ??= reviversOf(models[k]!);
  }
  return models;
}
