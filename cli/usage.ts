import type { OptionSpec, OptionTable } from "./arguments.js";
import { candidateNames } from "./candidates.js";
import { metricNames } from "./metrics.js";
import { type Palette, tableLines } from "./terminal.js";

/** Name of a command. */
export type CommandName = "profile" | "train" | "predict" | "inspect";

/** What the command line knows about a command. */
export interface CommandUsage {
  readonly synopsis: string;
  readonly summary: string;
  /** Paragraphs of the help text. */
  readonly details: readonly string[];
  readonly options: OptionTable;
  readonly examples: readonly string[];
}

const HELP: OptionSpec = { type: "boolean", short: "h", help: "show this help" };
const DEBUG: OptionSpec = { type: "boolean", help: "show the stack trace of an error" };
const QUIET: OptionSpec = { type: "boolean", short: "q", help: "print nothing but errors" };

/** Seed of all commands that draw. */
export const DEFAULT_SEED = 0;

/** Default values of `learnkit train`. */
export const TRAIN_DEFAULTS = { testSize: 0.2, folds: 5 } as const;

const TASK: OptionSpec = {
  type: "string",
  value: "task",
  help: "classification or regression (default: by the target)",
};
const SEED: OptionSpec = {
  type: "string",
  value: "n",
  help: `the same seed gives the same result (default ${DEFAULT_SEED})`,
};

/** All commands. */
export const COMMANDS: Readonly<Record<CommandName, CommandUsage>> = {
  profile: {
    synopsis: "learnkit profile <data.csv> [--target <column>] [options]",
    summary: "what a CSV file holds, and what wants a decision before training",
    details: [
      "Shows each column's type, missing values and distribution, which columns go together, and notes what may spoil a",
      "model: columns that identify the row, outliers, texts among numbers, repeated rows. With a target also its balance, and",
      "what each column alone tells of it: one that tells all is the answer in disguise.",
    ],
    options: {
      target: { type: "string", short: "t", value: "column", help: "the column that is to be predicted" },
      task: TASK,
      seed: SEED,
      json: { type: "boolean", help: "print the report as JSON and nothing else" },
      debug: DEBUG,
      help: HELP,
    },
    examples: ["learnkit profile cars.csv", "learnkit profile iris.csv --target species"],
  },
  train: {
    synopsis: "learnkit train <data.csv> --target <column> [options]",
    summary: "from a CSV file to a tested and saved model",
    details: [
      "Reads the table, sets test rows aside, lets a baseline and the candidates compete in cross-validation on the",
      "rest, fits the winner, tests it once on the rows set aside, and saves it. Missing numbers are filled with the",
      "median, numbers scaled, categories encoded (those of many kinds by the target) and dates taken apart inside",
      "the cross-validation, so nothing leaks. Where a class is rare, class weights and a tuned threshold are tried, and",
      "precision and recall told before and after; rows are never made up.",
    ],
    options: {
      target: { type: "string", short: "t", value: "column", help: "the column to predict" },
      task: TASK,
      models: {
        type: "string",
        short: "m",
        value: "a,b",
        help: `candidates, of ${candidateNames().join(", ")} (default: all)`,
      },
      metric: { type: "string", value: "name", help: `one of ${metricNames().join(", ")}` },
      "test-size": {
        type: "string",
        value: "share",
        help: `share of rows for the final test (default ${TRAIN_DEFAULTS.testSize})`,
      },
      folds: {
        type: "string",
        value: "n",
        help: `folds of the cross-validation (default ${TRAIN_DEFAULTS.folds})`,
      },
      seed: SEED,
      output: {
        type: "string",
        short: "o",
        value: "file",
        help: "where to save the model (default: <data>.learnkit in this folder)",
      },
      json: { type: "boolean", help: "print the report as JSON and nothing else" },
      quiet: QUIET,
      debug: DEBUG,
      help: HELP,
    },
    examples: [
      "learnkit train iris.csv --target species",
      "learnkit train cars.csv --target miles_per_gallon --models ridge,forest --metric mae",
    ],
  },
  predict: {
    synopsis: "learnkit predict <model.learnkit> <new.csv> [-o <out.csv>]",
    summary: "add predictions to the rows of a CSV file",
    details: [
      "Writes the columns of the input, then the prediction and, for classes, the probability of each. Columns are found",
      "by name, in any order; those that the model does not use are kept and ignored.",
    ],
    options: {
      output: {
        type: "string",
        short: "o",
        value: "file",
        help: "where to write the CSV (default: standard output)",
      },
      quiet: QUIET,
      debug: DEBUG,
      help: HELP,
    },
    examples: ["learnkit predict iris.learnkit new.csv -o predictions.csv"],
  },
  inspect: {
    synopsis: "learnkit inspect <model.learnkit> [--json]",
    summary: "what a model file holds",
    details: ["Shows the model, the columns it needs, how it was made and how good it was."],
    options: {
      json: { type: "boolean", help: "print it as JSON" },
      debug: DEBUG,
      help: HELP,
    },
    examples: ["learnkit inspect iris.learnkit"],
  },
};

/** What `learnkit --help` prints. */
export function generalHelp({ bold, dim }: Palette, version: string): string {
  const commands = Object.entries(COMMANDS).map(([name, { summary }]) => [bold(name), summary]);
  return `learnkit ${version}: machine learning on CSV files

${bold("Usage")}  learnkit <command> [options]

${tableLines([{}, {}], commands)
  .map((line) => `  ${line}`)
  .join("\n")}

${bold("Options")}
  -h, --help     show this help, or that of a command
  -V, --version  show the version

${bold("Example")}
  ${COMMANDS.train.examples[0]}
  ${COMMANDS.predict.examples[0]}

${dim("Exit codes: 0 done, 1 the data or files cannot be used, 2 the command line is wrong.")}
`;
}

/** What `learnkit <command> --help` prints. */
export function commandHelp({ bold }: Palette, name: CommandName): string {
  const { synopsis, details, options, examples } = COMMANDS[name];
  const rows = Object.entries(options).map(([option, { short, value, help }]) => [
    `${short === undefined ? "   " : `-${short},`} --${option}${value === undefined ? "" : ` <${value}>`}`,
    help,
  ]);
  const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join("\n");
  return `${bold("Usage")}  ${synopsis}

${details.join("\n")}

${bold("Options")}
${indented(tableLines([{}, {}], rows))}

${bold(examples.length > 1 ? "Examples" : "Example")}
${indented(examples)}
`;
}
