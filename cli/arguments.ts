import { parseArgs } from "node:util";
import { didYouMean } from "./did-you-mean.js";
import { UsageFault } from "./faults.js";

/** One option of a command. */
export interface OptionSpec {
  readonly type: "string" | "boolean";
  /** One letter, as in `-o`. */
  readonly short?: string;
  /** What stands for the value in the help text. */
  readonly value?: string;
  readonly help: string;
}

/** Options of a command by name. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** What the command line of one command says. */
export interface ParsedArguments {
  readonly positionals: readonly string[];
  /** Texts of the options that were given. */
  readonly values: ReadonlyMap<string, string>;
  /** Switches that were given. */
  readonly switches: ReadonlySet<string>;
}

/**
 * Reads the arguments of one command.
 *
 * @throws {UsageFault} if an option is unknown (naming the nearest), lacks its value, has one it does not take, or
 *   comes twice.
 */
export function parseArguments(args: readonly string[], options: OptionTable): ParsedArguments {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, short }]) => [
      name,
      short === undefined ? { type } : { type, short },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const values = new Map<string, string>();
  const switches = new Set<string>();
  for (const token of tokens) {
    if (token.kind === "positional" && token.value !== "") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (spec === undefined) throw unknownOption(token.rawName, options);
    if (values.has(token.name) || switches.has(token.name))
      throw new UsageFault(`option ${token.rawName} is given twice`);
    if (spec.type === "boolean") {
      if (token.value !== undefined) throw new UsageFault(`option ${token.rawName} takes no value`);
      switches.add(token.name);
    } else {
      const { value = "", inlineValue } = token;
      if (value === "" || (value.startsWith("--") && !inlineValue))
        throw new UsageFault(`option ${token.rawName} needs a value`);
      values.set(token.name, value);
    }
  }
  return { positionals, values, switches };
}

function unknownOption(given: string, options: OptionTable): UsageFault {
  const known = Object.entries(options).flatMap(([name, { short }]) =>
    short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`],
  );
  const longEnough = given.startsWith("--") ? known.filter((name) => name.startsWith("--")) : [];
  return new UsageFault(`unknown option ${given}${didYouMean(given, longEnough)}`);
}

/**
 * The value of an option as a number.
 *
 * @param rule what must hold, for the message.
 * @throws {UsageFault} if it is not a number or breaks the rule.
 */
export function numberOption(
  { values }: ParsedArguments,
  name: string,
  fallback: number,
  rule: string,
  holds: (value: number) => boolean,
): number {
  const text = values.get(name);
  if (text === undefined) return fallback;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || !holds(value))
    throw new UsageFault(`--${name} must be ${rule}; received ${JSON.stringify(text)}`);
  return value;
}

/**
 * The value of an option as one of some names.
 *
 * @throws {UsageFault} if it is none of them, naming the nearest.
 */
export function choiceOption<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageFault(
    `--${name} must be one of ${choices.join(", ")}; received ${JSON.stringify(text)}${didYouMean(text, choices)}`,
  );
}
