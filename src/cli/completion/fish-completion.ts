import type { CompletedOption, CompletionTree, OfferedValues } from "./completion-tree.ts";

/** The completion of a program for fish. */
export function fishCompletion({ name, options, commands }: CompletionTree): string {
  const first = `complete -c ${name} -n __fish_use_subcommand`;
  return `# Completion of ${name} for fish. To have it in every shell:
#   ${name} completion fish > ~/.config/fish/completions/${name}.fish

complete -c ${name} -f
${[
  ...options.map((option) => `${first} ${optionText(option)}`),
  ...commands.map(({ name: command, description }) => `${first} -a ${command} -d ${inQuotes(description)}`), // biome-ignore format: one line
  ...commands.flatMap((command) => {
    const of = `complete -c ${name} -n ${inQuotes(`__fish_seen_subcommand_from ${command.name}`)}`;
    return [
      ...command.options.map((option) => `${of} ${optionText(option)}`),
      ...command.arguments
        .map((one) => `${of} ${offer(one)}`)
        .filter((line, n, all) => all.indexOf(line) === n),
    ];
  }),
].join("\n")}
`;
}

function optionText({ flags, description, values }: CompletedOption): string {
  const names = flags.map((flag) =>
    flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  // -x: a value is needed, and no file is offered
  const value = values === null ? [] : [values.paths === "files" ? "-r" : "-x", offer(values)];
  return [...names, "-d", inQuotes(description), ...value].filter((part) => part !== "").join(" ");
}

function offer({ words, paths, isList }: OfferedValues): string {
  const all = words.join(" ");
  const offered = isList ? `(__fish_complete_list , 'printf "%s\\n" ${all}')` : all;
  return [
    ...(words.length === 0 ? [] : [`-a ${inQuotes(offered)}`]),
    paths === "files" ? "-F" : paths === "folders" ? `-a '(__fish_complete_directories)'` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function inQuotes(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
