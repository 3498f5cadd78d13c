import type { CompletedOption, CompletionTree, OfferedValues } from "./completion-tree.ts";

/** The completion of a program for zsh. */
export function zshCompletion({ name, options, commands }: CompletionTree): string {
  const described = commands.map(
    (command) => `    ${inQuotes(`${command.name}:${command.description.replaceAll(":", "\\:")}`)}`,
  );
  const mixed = mixedValues(commands);
  const action = (values: OfferedValues) => actionOf(values, name, mixed);
  const optionLines = (option: CompletedOption) => linesOf(option, action);
  const cases = commands.map(
    (command) => `        ${command.name})
          _arguments -s \\
${[
  ...command.options.flatMap(optionLines),
  ...command.arguments.map((one) => inQuotes(`:${one.name}:${action(one)}`)),
]
  .map((line) => `            ${line}`)
  .join(" \\\n")}
          ;;`,
  );
  return `#compdef ${name}
# Completion of ${name} for zsh. To have it in every shell, in a folder of $fpath:
#   ${name} completion zsh > ~/.zfunc/_${name}

${mixed
  .map(
    ({ words }, n) => `_${name}_values_${n}() {
  _alternative 'words:word:(${words.join(" ")})' 'files:file:_files'
}
`,
  )
  .join("\n")}
_${name}() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  local -a commands
  commands=(
${described.join("\n")}
  )
  _arguments -C \\
${options
  .flatMap(optionLines)
  .map((line) => `    ${line} \\`)
  .join("\n")}
    '1: :->command' \\
    '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      curcontext="\${curcontext%:*:*}:${name}-$words[1]:"
      case $words[1] in
${cases.join("\n")}
      esac
      ;;
  esac
}

if [ "$funcstack[1]" = "_${name}" ]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

/** The values that are words or files; each kind has a function of its own, as a line cannot hold both. */
function mixedValues(commands: CompletionTree["commands"]): readonly OfferedValues[] {
  const all = commands.flatMap(({ options, arguments: own }) => [
    ...options.flatMap(({ values }) => values ?? []),
    ...own,
  ]);
  const mixed = all.filter(({ words, paths }) => words.length > 0 && paths !== null);
  return mixed.filter((one, n) => n === mixed.findIndex((other) => areSame(one, other)));
}

function areSame(a: OfferedValues, b: OfferedValues): boolean {
  return a.words.join(" ") === b.words.join(" ");
}

/** A line for each spelling of an option; only those that several values follow may be repeated. */
function linesOf(
  { flags, description, values, variadic }: CompletedOption,
  action: (values: OfferedValues) => string,
): readonly string[] {
  const text = description.replace(/[[\]:\\]/g, "\\$&");
  const value = values === null ? "" : `:value:${action(values)}`;
  return flags.map((flag) => inQuotes(`${variadic ? "*" : ""}${flag}[${text}]${value}`));
}

/** What zsh does to find the values. */
function actionOf(
  { words, paths, isList }: OfferedValues,
  name: string,
  mixed: readonly OfferedValues[],
): string {
  if (words.length === 0)
    return paths === null ? " " : paths === "folders" ? "_files -/" : "_files";
  if (isList) return `_values -s , word ${words.join(" ")}`;
  if (paths === null) return `(${words.join(" ")})`;
  return `_${name}_values_${mixed.findIndex((one) => one.words.join(" ") === words.join(" "))}`;
}

function inQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
