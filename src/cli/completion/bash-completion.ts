import type { CompletionTree, OfferedValues } from "./completion-tree.ts";

/** The completion of a program for bash, from 3.2 on. */
export function bashCompletion({ name, options, commands }: CompletionTree): string {
  const fn = `_${name}`;
  const flagsOf = (all: CompletionTree["options"]) => all.flatMap(({ flags }) => flags).join(" ");
  const valueCases = commands.flatMap((command) =>
    command.options.flatMap(({ flags, values }) =>
      values === null
        ? []
        : [`    ${flags.map((flag) => `"${command.name} ${flag}"`).join("|")}) ${offer(values)} return 0 ;;`],
    ),
  ); // biome-ignore format: one line
  const variadic = commands.flatMap((command) =>
    command.options.flatMap((option) =>
      option.variadic ? option.flags.map((flag) => `"${command.name} ${flag}"`) : [],
    ),
  );
  return `# Completion of ${name} for bash. To have it in every shell:
#   ${name} completion bash > ~/.local/share/bash-completion/completions/${name}

${fn}_words() {
  local line
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -W "$1" -- "$cur")
}

# completes the word after the last comma
${fn}_list() {
  local line before=""
  [[ $cur == *,* ]] && before="\${cur%,*},"
  compopt -o nospace 2>/dev/null
  while IFS= read -r line; do COMPREPLY+=("$before$line"); done < <(compgen -W "$1" -- "\${cur##*,}")
}

${fn}_paths() {
  local line
  compopt -o filenames 2>/dev/null
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$1" -- "$cur")
}

${fn}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" option="\${COMP_WORDS[COMP_CWORD - 1]}" command="" word i
  COMPREPLY=()
  # --option=value comes as three words
  if [[ $cur == "=" ]]; then
    cur=""
  elif [[ $option == "=" ]]; then
    option="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} != -* ]]; then
      command="\${COMP_WORDS[i]}"
      break
    fi
  done
  if [[ -z $command ]]; then
    if [[ $cur == -* ]]; then
      ${fn}_words "${flagsOf(options)}"
    else
      ${fn}_words "${commands.map((command) => command.name).join(" ")}"
    fi
    return 0
  fi
  # options that several values follow
  if [[ $cur != -* ]]; then
    for ((i = COMP_CWORD - 1; i > 0; i--)); do
      word="\${COMP_WORDS[i]}"
      if [[ $word == -* ]]; then
        case "$command $word" in
          ${variadic.join("|") || '""'}) option="$word" ;;
        esac
        break
      fi
    done
  fi
  case "$command $option" in
${valueCases.join("\n")}
  esac
  if [[ $cur == -* ]]; then
    case "$command" in
${commands.map((command) => `      ${command.name}) ${fn}_words "${flagsOf(command.options)}" ;;`).join("\n")}
    esac
    return 0
  fi
  case "$command" in
${commands.flatMap((command) => (command.arguments.length === 0 ? [] : [`    ${command.name}) ${offer(merged(command.arguments))} ;;`])).join("\n")}
  esac
  return 0
}

complete -F ${fn} ${name}
`;

  function offer({ words, paths, isList }: OfferedValues): string {
    const complete = isList ? `${fn}_list` : `${fn}_words`;
    return [
      ...(words.length === 0 ? [] : [`${complete} "${words.join(" ")}";`]),
      ...(paths === null ? [] : [`${fn}_paths ${paths === "files" ? "-f" : "-d"};`]),
    ].join(" ");
  }
}

/** The values of all arguments together: the script does not count which argument is typed. */
function merged(all: readonly OfferedValues[]): OfferedValues {
  const files = all.some(({ paths }) => paths === "files");
  return {
    words: all.flatMap(({ words }) => words),
    paths: files ? "files" : null,
    isList: false,
  };
}
