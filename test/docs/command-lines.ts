import type { CodeBlock } from "./code-blocks.ts";

/** A command as it is typed: its program and arguments. */
export interface CommandLine {
  readonly place: string;
  readonly argv: readonly string[];
}

/**
 * The commands of a block in `sh`, or behind `$ ` in `console`: of each part of a pipe, and of each line that
 * is joined by `&&` or `;`.
 */
export function commandsIn({ place, language, text }: CodeBlock): CommandLine[] {
  const lines = text.replace(/\\\n/g, " ").split("\n");
  const typed =
    language === "console"
      ? lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2))
      : lines;
  return typed
    .flatMap((line) => parts(tokensOf(line)))
    .map((argv) => ({ place, argv: withoutRedirection(argv) }));
}

/** The words of a line: quotes group, `#` begins a comment, `<(…)` is one word. */
function tokensOf(line: string): string[] {
  const word = /'[^']*'|"[^"]*"|<\([^)]*\)|&&|\|\||[|;&]|#.*|[^\s'"|;&#]+/g;
  return Array.from(line.matchAll(word), ([token]) => token)
    .filter((token) => !token.startsWith("#"))
    .flatMap((token) => {
      const inner = /^<\((.*)\)$/.exec(token);
      return inner ? ["/dev/fd/63"] : [token.replace(/^(['"])(.*)\1$/, "$2")];
    });
}

/** Words between the signs that join commands. */
function parts(tokens: readonly string[]): string[][] {
  const found: string[][] = [[]];
  for (const token of tokens) {
    if (/^(&&|\|\||[|;&])$/.test(token)) found.push([]);
    else found[found.length - 1].push(token);
  }
  return found.filter((argv) => argv.length > 0);
}

function withoutRedirection(argv: readonly string[]): string[] {
  const kept: string[] = [];
  for (let n = 0; n < argv.length; n++) {
    if (/^[0-9]?(>>?|<)$/.test(argv[n])) n++;
    else if (!/^[0-9]?(>>?|<)/.test(argv[n])) kept.push(argv[n]);
  }
  return kept;
}
