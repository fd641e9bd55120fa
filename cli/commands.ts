import { version } from "learnkit";
import { choiceOption, numberOption, type ParsedArguments, parseArguments } from "./arguments.js";
import { parseCandidateNames } from "./candidates.js";
import { didYouMean } from "./did-you-mean.js";
import { UsageFault } from "./faults.js";
import { formatProfileReport } from "./format-profile-report.js";
import { formatTrainReport } from "./format-train-report.js";
import { formatInspectReport, inspect } from "./inspect.js";
import { parseMetricName } from "./metrics.js";
import { predict } from "./predict.js";
import { profile } from "./profile.js";
import { progressBar } from "./progress-bar.js";
import type { Looks } from "./report-layout.js";
import type { Task } from "./target.js";
import { palette, type Screen, screenWidth, wantsColour } from "./terminal.js";
import { train } from "./train.js";
import {
  COMMANDS,
  type CommandName,
  commandHelp,
  DEFAULT_SEED,
  generalHelp,
  TRAIN_DEFAULTS,
} from "./usage.js";

/** What a command writes to: a stream of the process, or what stands in for one. */
export interface Output extends Screen {
  write(text: string): unknown;
}

/** Where a command writes. */
export interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
}

/**
 * Runs a command line.
 *
 * @throws {UsageFault} if the command line is wrong.
 * @throws {InputFault} if what it names cannot be used.
 */
export async function runCommand(args: readonly string[], streams: Streams): Promise<void> {
  const [first, ...rest] = args;
  const looks = palette(wantsColour(streams.stdout, process.env));
  if (first === undefined) throw new UsageFault("a command is needed: profile, train, predict or inspect");
  if (first === "--help" || first === "-h") return write(streams.stdout, generalHelp(looks, version));
  if (first === "--version" || first === "-V") return write(streams.stdout, `${version}\n`);
  const name = commandName(first);
  const parsed = parseArguments(rest, COMMANDS[name].options);
  if (parsed.switches.has("help")) return write(streams.stdout, commandHelp(looks, name));
  if (name === "profile") return runProfile(parsed, streams);
  if (name === "train") return runTrain(parsed, streams);
  if (name === "predict") return runPredict(parsed, streams);
  return runInspect(parsed, streams);
}

function commandName(text: string): CommandName {
  const names = Object.keys(COMMANDS) as CommandName[];
  const name = names.find((known) => known === text);
  if (name !== undefined) return name;
  const what = text.startsWith("-") ? "option" : "command";
  const known = what === "command" ? names : ["--help", "--version"];
  throw new UsageFault(`unknown ${what} ${text}${didYouMean(text, known)}`);
}

/** Writes all of a text, however slow the reader is. */
function write(stream: Output, text: string): void {
  stream.write(text);
}

function looksOf(stream: Output): Looks {
  return { ...palette(wantsColour(stream, process.env)), width: screenWidth(stream) };
}

/** @throws {UsageFault} if there are not as many as there are names. */
function files({ positionals }: ParsedArguments, command: CommandName, names: readonly string[]): string[] {
  if (positionals.length < names.length)
    throw new UsageFault(`${command} needs ${names[positionals.length]}: ${COMMANDS[command].synopsis}`);
  const extra = positionals[names.length];
  if (extra !== undefined)
    throw new UsageFault(`${command} does not know what to do with ${JSON.stringify(extra)}`);
  return [...positionals];
}

const MOST_FOLDS = 100;
const LARGEST_SEED = 4_294_967_295;

function seedOption(parsed: ParsedArguments): number {
  const domain = `a whole number from 0 to ${LARGEST_SEED}`;
  const accepts = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= LARGEST_SEED;
  return numberOption(parsed, "seed", DEFAULT_SEED, domain, accepts);
}

function taskOption({ values }: ParsedArguments): Task | undefined {
  const task = values.get("task");
  return task === undefined
    ? undefined
    : choiceOption("task", task, ["classification", "regression"] as const);
}

async function runProfile(parsed: ParsedArguments, { stdout }: Streams): Promise<void> {
  const [data] = files(parsed, "profile", ["a CSV file"]);
  const target = parsed.values.get("target");
  const task = taskOption(parsed);
  if (task !== undefined && target === undefined) throw new UsageFault("--task needs --target");
  const report = await profile({ data: data!, target, task, seed: seedOption(parsed) });
  if (parsed.switches.has("json")) write(stdout, `${JSON.stringify(report, null, 2)}\n`);
  else write(stdout, formatProfileReport(report, looksOf(stdout)));
}

async function runTrain(parsed: ParsedArguments, { stdout, stderr }: Streams): Promise<void> {
  const [data] = files(parsed, "train", ["a CSV file"]);
  const { values, switches } = parsed;
  const target = values.get("target");
  if (target === undefined) throw new UsageFault("train needs --target, the column to predict");
  const json = switches.has("json");
  const quiet = switches.has("quiet");
  const models = values.get("models");
  const metric = values.get("metric");
  const request = {
    data: data!,
    target,
    task: taskOption(parsed),
    models: models === undefined ? undefined : parseCandidateNames(models),
    metric: metric === undefined ? undefined : parseMetricName(metric),
    testSize: numberOption(
      parsed,
      "test-size",
      TRAIN_DEFAULTS.testSize,
      "a share between 0 and 1",
      (share) => share > 0 && share < 1,
    ),
    folds: numberOption(
      parsed,
      "folds",
      TRAIN_DEFAULTS.folds,
      `a whole number from 2 to ${MOST_FOLDS}`,
      (n) => Number.isInteger(n) && n >= 2 && n <= MOST_FOLDS,
    ),
    seed: seedOption(parsed),
    output: values.get("output"),
  };
  const report = await train(request, progressBar(stderr, !quiet && !json));
  if (json) write(stdout, `${JSON.stringify(report, null, 2)}\n`);
  else if (!quiet) write(stdout, formatTrainReport(report, looksOf(stdout)));
}

async function runPredict(parsed: ParsedArguments, { stdout, stderr }: Streams): Promise<void> {
  const [model, data] = files(parsed, "predict", ["a model file", "a CSV file"]);
  const output = parsed.values.get("output");
  const { rows, added, notes, csv } = await predict({ model: model!, data: data!, output });
  if (csv !== undefined) write(stdout, csv);
  if (parsed.switches.has("quiet")) return;
  const { green, dim, bold } = looksOf(stderr);
  for (const note of notes) write(stderr, dim(`note: ${note}\n`));
  if (output !== undefined) {
    const columns = added.length > 4 ? `${added.slice(0, 4).join(", ")}, …` : added.join(", ");
    write(
      stderr,
      `${green("✓")} ${rows.toLocaleString("en-US")} rows with ${columns} written to ${bold(output)}\n`,
    );
  }
}

async function runInspect(parsed: ParsedArguments, { stdout }: Streams): Promise<void> {
  const [model] = files(parsed, "inspect", ["a model file"]);
  const report = await inspect(model!);
  if (parsed.switches.has("json")) write(stdout, `${JSON.stringify(report, null, 2)}\n`);
  else write(stdout, formatInspectReport(model!, report, looksOf(stdout)));
}
