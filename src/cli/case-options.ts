import { type Command, InvalidArgumentError, Option } from "commander";
import type { CaseReading } from "../case/case-reading.ts";
import { optionName, type ReadingOption, readingOptions } from "../case/reading-options.ts";

/** Adds the reading options of a case to a command. */
export function addReadingOptions(
  command: Command,
  which: (option: ReadingOption) => boolean = () => true,
): Command {
  for (const option of readingOptions) if (which(option)) command.addOption(flagOf(option));
  return command;
}

/** The first option given that is about a mask, for a command line without a mask; null if there is none. */
export function aboutMask(reading: CaseReading): string | null {
  const first = readingOptions.find(({ key, of }) => of === "mask" && reading[key] !== undefined);
  return first === undefined ? null : optionName(first);
}

/** The reading options among the options of a command. */
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
