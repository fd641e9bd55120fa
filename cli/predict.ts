import { type Column, type ColumnType, Frame, type Label, writeCsv } from "learnkit";
import { didYouMean } from "./did-you-mean.js";
import { answerOf, type PredictiveModel } from "./evaluation.js";
import { InputFault } from "./faults.js";
import { featureFrame } from "./features.js";
import { type ModelCard, openModel } from "./model-card.js";
import { checkOutput, readHeader, readTable, readTexts, writeOutput } from "./table-file.js";
import { listed } from "./target.js";

/** What `learnkit predict` is asked to do. */
export interface PredictRequest {
  readonly model: string;
  readonly data: string;
  /** undefined: the CSV is returned as text. */
  readonly output: string | undefined;
}

/** What `learnkit predict` did. */
export interface PredictReport {
  readonly rows: number;
  /** Names of the columns that were added. */
  readonly added: readonly string[];
  readonly notes: readonly string[];
  /** The CSV, where there is no output file. */
  readonly csv: string | undefined;
}

/**
 * Adds predictions, and the probability of each class where the model has them, to the columns of a CSV file. The
 * cells of the input are kept as they are written.
 *
 * @throws {InputFault} if the model or the table cannot be used, or the output not be written.
 */
export async function predict({ model: path, data, output }: PredictRequest): Promise<PredictReport> {
  if (output !== undefined) await checkOutput(output, [data, path]);
  const { model, card } = await openModel(path);
  if (card === undefined) {
    throw new InputFault(
      `${path} holds a model that was not made by learnkit train: it does not say which columns of a CSV it needs`,
    );
  }
  const header = await readHeader(data);
  checkColumns(data, header, card);
  const types: Readonly<Record<string, ColumnType>> = Object.fromEntries(
    card.features.columns.map(({ name, type }) => [name, type]),
  );
  const table = await readTable(data, types);
  const X = featureFrame(table, card.features);
  const { predicted, probabilities, classes } = await answerOf(model as unknown as PredictiveModel, X);

  const taken = new Set(header);
  let result: Frame = await readTexts(data, header);
  const added: string[] = [];
  const add = (wanted: string, values: ArrayLike<Label>): void => {
    const name = freeName(wanted, taken);
    added.push(name);
    result = new Frame([
      ...result.columns,
      Frame.fromColumns({ [name]: values as never }).columns[0] as Column,
    ]);
  };
  add("prediction", predicted);
  for (const [k, label] of (classes ?? []).entries())
    if (probabilities !== undefined) add(`probability_${label}`, probabilities.column(k));
  if (output !== undefined) await writeOutput(output, () => writeCsv(result, output));
  return {
    rows: result.rows,
    added,
    notes: notesOn(header, table, card),
    csv: output === undefined ? result.toCsv() : undefined,
  };
}

/** @throws {InputFault} naming all columns that the model needs and the table lacks. */
function checkColumns(file: string, header: readonly string[], { features }: ModelCard): void {
  const missing = features.columns.map(({ name }) => name).filter((name) => !header.includes(name));
  if (missing.length === 0) return;
  const hint = missing.length === 1 ? didYouMean(missing[0]!, header) : "";
  const names = listed(missing.map((name) => JSON.stringify(name)));
  throw new InputFault(
    `${file} lacks the ${missing.length === 1 ? "column" : "columns"} ${names}, which the model needs${hint}`,
  );
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let k = 2; taken.has(name); k++) name = `${wanted}_${k}`;
  taken.add(name);
  return name;
}

function notesOn(header: readonly string[], table: Frame, { features, target }: ModelCard): string[] {
  const notes: string[] = [];
  const used = new Set(features.columns.map(({ name }) => name));
  const extra = header.filter((name) => !used.has(name) && name !== target.name);
  if (extra.length > 0)
    notes.push(
      `${extra.length === 1 ? "the column" : "the columns"} ${listed(extra)} ${extra.length === 1 ? "is" : "are"} not used by the model`,
    );
  if (header.includes(target.name))
    notes.push(`the column ${target.name} is what the model predicts; it is not looked at`);
  const gappy = [...used].filter((name) => (table.column(name) as Column).missingCount > 0);
  if (gappy.length > 0)
    notes.push(`values are missing in ${listed(gappy)}; they are filled in as in training`);
  return notes;
}
