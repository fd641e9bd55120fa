// The letters of the category Lt, each beside its small letter; every other title case letter is the capital.
const TITLE_LETTERS = "ǅǈǋǲᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾼῌῼ";
const IS_CASED = /^\p{Cased}$/u;
const GEORGIAN = /^[\u10d0-\u10fa\u10fd-\u10ff]$/;

/** Each run of cased letters with its first in title case and the others small, as Python's `str.title`. */
export function titleCase(text: string): string {
  let out = "";
  let at = 0;
  let isInside = false;
  for (const letter of text) {
    if (!isInside) out += titleLetter(letter);
    else out += letter === "Σ" ? smallSigma(text, at) : letter.toLowerCase();
    isInside = IS_CASED.test(letter);
    at += letter.length;
  }
  return out;
}

/** The small letter of a capital sigma depends on all that stands around it. */
function smallSigma(text: string, at: number): string {
  return text.toLowerCase().charAt(text.slice(0, at).toLowerCase().length);
}

/** The first letter in title case and the others small, as Python's `str.capitalize`. */
export function capitalize(text: string): string {
  if (text === "") return "";
  const first = String.fromCodePoint(text.codePointAt(0)!);
  // The whole is made small, since a sigma depends on the letter before it.
  return titleLetter(first) + text.toLowerCase().slice(first.toLowerCase().length);
}

function titleLetter(letter: string): string {
  if (GEORGIAN.test(letter)) return letter;
  const small = letter.toLowerCase();
  for (const title of TITLE_LETTERS) if (title.toLowerCase() === small) return title;
  const [head = "", ...rest] = letter.toUpperCase();
  return head + rest.join("").toLowerCase();
}
