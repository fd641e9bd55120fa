// Every public name has a doc comment, and every public class and function (errors apart) an executed @example.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { publicNames } from "./public-names.mjs";

const DECLARATION = String.raw`export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(class|function\*?|interface|type|const)\s+`;

const faults = [];
const names = publicNames();
for (const { name, declared, file } of names) {
  const place = `${relative(process.cwd(), file)}: ${name}`;
  if (!existsSync(file)) {
    faults.push(`${place} comes from a file that does not exist`);
    continue;
  }
  const source = readFileSync(file, "utf8");
  const declaration = new RegExp(`^${DECLARATION}${declared.replace("$", "\\$")}\\b`, "m").exec(source);
  if (declaration === null) continue; // passed on from another folder, where it is checked
  const comment = commentBefore(source, declaration.index);
  if (comment === undefined) faults.push(`${place} has no doc comment`);
  else if (needsExample(declaration[1], name) && !comment.includes("@example"))
    faults.push(`${place} has no @example`);
}

if (faults.length > 0) {
  process.stderr.write(
    `${faults.join("\n")}\n${faults.length} of ${names.length} public names lack documentation\n`,
  );
  process.exit(1);
}
process.stdout.write(`documented: ${names.length} public names\n`);

/** Fitted models and errors are shown by the examples of what makes them. */
function needsExample(kind, name) {
  return (kind === "class" || kind.startsWith("function")) && !/(Model|Error)$/.test(name);
}

/** The doc comment that ends right before `index`. */
function commentBefore(source, index) {
  const before = source.slice(0, index).replace(/(\s*\/\/[^\n]*\n)+\s*$/, "\n");
  const end = /\*\/\s*$/.exec(before);
  if (end === null) return undefined;
  const start = before.lastIndexOf("/**");
  return start < 0 ? undefined : before.slice(start);
}
