import type { Argument, Command, Option } from "commander";
import { families, familyIds, mapFamilies } from "../../families/families.ts";
import { wordsOf } from "../../families/feature-choice.ts";
import { presets } from "../../settings/presets.ts";

/** What a shell offers where a value is expected. */
export interface OfferedValues {
  readonly words: readonly string[];
  readonly paths: "files" | "folders" | null;
  /** Whether the value is a list of the words, with commas between. */
  readonly isList: boolean;
}

export interface CompletedOption {
  /** `--out`, `-h` */
  readonly flags: readonly string[];
  readonly description: string;
  /** null for an option without a value. */
  readonly values: OfferedValues | null;
  /** Whether several values may follow. */
  readonly variadic: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** Values of its arguments, in their order. */
  readonly arguments: readonly (OfferedValues & { readonly name: string })[];
}

/** The options of the program itself, and its commands. */
export interface CompletionTree {
  readonly name: string;
  readonly options: readonly CompletedOption[];
  readonly commands: readonly CompletedCommand[];
}

/** What can be typed after the name of a program, from the program's own commands and options. */
export function completionTree(root: Command): CompletionTree {
  const help = root.createHelp();
  const commands = help.visibleCommands(root);
  const names = commands.map((command) => command.name());
  return {
    name: root.name(),
    options: help.visibleOptions(root).map(optionOf),
    commands: commands.map((command) => ({
      name: command.name(),
      description: help.subcommandDescription(command),
      options: help.visibleOptions(command).map(optionOf),
      arguments: command.registeredArguments.map((argument) => ({
        name: argument.name(),
        // `help` takes the name of a command
        ...(command.name() === "help"
          ? { words: names, paths: null, isList: false }
          : valuesOfArgument(argument)),
      })),
    })),
  };
}

function optionOf(option: Option): CompletedOption {
  const { short, long, description, variadic, flags } = option;
  const takesValue = option.required || option.optional;
  const [, placeholder = ""] = /[<[](.+?)(?:\.\.\.)?[>\]]/.exec(flags) ?? [];
  return {
    flags: [short, long].flatMap((flag) => flag ?? []),
    description,
    values: takesValue ? valuesOf(placeholder, option.argChoices ?? listedWords(long)) : null,
    variadic,
  };
}

/** The words of an option that takes a list of them; undefined for other options. */
function listedWords(long: string | undefined): readonly string[] | undefined {
  if (long === "--families") return familyIds;
  if (long === "--maps") return ["intensity", "filters", ...wordsOf(mapFamilies)];
  if (long !== "--features") return undefined;
  return families.flatMap(({ id, features }) => [
    id,
    ...Object.keys(features).map((name) => `${id}.${name}`),
  ]);
}

function valuesOfArgument(argument: Argument): OfferedValues {
  // an argument that is no preset and has no choices is a path
  const placeholder = argument.name() === "preset" ? "file|preset" : "path";
  return valuesOf(placeholder, argument.argChoices);
}

/** Values by the word that stands for them in the help: `file`, `folder`, `file|preset`. */
function valuesOf(placeholder: string, choices: readonly string[] | undefined): OfferedValues {
  const kinds = placeholder.split("|");
  const paths = kinds.some((kind) => kind === "path" || /^file\b/.test(kind))
    ? "files"
    : kinds.includes("folder") || kinds.includes("dir")
      ? "folders"
      : null;
  return {
    words: [...(choices ?? []), ...(kinds.includes("preset") ? Object.keys(presets) : [])],
    paths: choices === undefined ? paths : null,
    isList: kinds.includes("list"),
  };
}
