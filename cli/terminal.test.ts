import { expect, test } from "vitest";
import { bar, displayWidth, pad, palette, shorten, tableLines, wantsColour, wrap } from "./terminal.js";

test("colours go to terminals only; NO_COLOR forbids and FORCE_COLOR demands them", () => {
  const terminal = { isTTY: true };
  expect(wantsColour(terminal, {})).toBe(true);
  expect(wantsColour({}, {})).toBe(false);
  expect(wantsColour(terminal, { TERM: "dumb" })).toBe(false);
  expect(wantsColour(terminal, { NO_COLOR: "1" })).toBe(false);
  expect(wantsColour(terminal, { NO_COLOR: "" })).toBe(true);
  expect(wantsColour({}, { FORCE_COLOR: "1" })).toBe(true);
  expect(wantsColour(terminal, { FORCE_COLOR: "0" })).toBe(false);
  expect(wantsColour(terminal, { NO_COLOR: "1", FORCE_COLOR: "1" })).toBe(false);
  expect(palette(false).red("x")).toBe("x");
});

test("widths count cells: no escapes, no combining marks, wide characters twice", () => {
  expect(displayWidth(palette(true).red("abc"))).toBe(3);
  expect(displayWidth("e\u0301")).toBe(1);
  expect(displayWidth("漢字")).toBe(4);
  expect(pad("漢", 4, "right")).toBe("  漢");
});

test("texts are shortened to their cells, and nothing in them moves the cursor", () => {
  expect(shorten("species", 7)).toBe("species");
  expect(shorten("species", 4)).toBe("spe…");
  expect(shorten("漢字漢字", 5)).toBe("漢字…");
  expect(shorten("a\u001b[2Jb\n", 20)).toBe("a [2Jb ");
});

test("bars are filled to the eighth of a cell", () => {
  expect(bar(0.5, 4)).toBe("██  ");
  expect(bar(1 / 32, 4)).toBe("▏   ");
  expect(bar(7, 2)).toBe("██");
  expect(bar(Number.NaN, 2)).toBe("  ");
});

test("tables are aligned and have no trailing spaces", () => {
  const lines = tableLines(
    [{ title: "name" }, { title: "n", align: "right" }, {}],
    [
      ["a", "10", ""],
      ["long one", "7"],
    ],
  );
  expect(lines).toEqual(["name       n", "a         10", "long one   7"]);
});

test("wrapping keeps words whole", () => {
  expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrap("incomprehensible", 4)).toEqual(["incomprehensible"]);
});
