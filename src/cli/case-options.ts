import { type Command, InvalidArgumentError, Option } from "commander";
import type { CaseReading } from "../case/case-reading.ts";
import { optionName, type ReadingOption, readingOptions } from "../case/reading-options.ts";

/** Adds the options that say how the files of a case are read. */
export function addReadingOptions(
  command: Command,
  which: (option: ReadingOption) => boolean = () => true,
): Command {
  for (const option of readingOptions) if (which(option)) command.addOption(flagOf(option));
  return command;
}

/** The options about a mask that were given although there is none: the name of the first. */
export function aboutMask(reading: CaseReading): string | null {
  const first = readingOptions.find(({ key, of }) => of === "mask" && reading[key] !== undefined);
  return first === undefined ? null : optionName(first);
}

/** What the options of a command say of reading, without its other options. */
export function readingIn(options: CaseReading): CaseReading {
  return Object.fromEntries(
    readingOptions.flatMap(({ key }) => (options[key] === undefined ? [] : [[key, options[key]]])),
  );
}

function flagOf(option: ReadingOption): Option {
  const { value, description, choices, parse, expected } = option;
  const name = `--${optionName(option)}`;
  if (value === null) return new Option(name, description);
  const flag = new Option(`${name} <${value}>`, description);
  if (choices !== undefined) return flag.choices(choices);
  return flag.argParser((text) => {
    const parsed = parse(text);
    if (parsed !== undefined) return parsed;
    throw new InvalidArgumentError(`Expected ${expected}.`);
  });
}
