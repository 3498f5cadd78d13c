import { type Command, InvalidArgumentError, Option } from "commander";
import { type RowChoice, severalChoices } from "../../reproducibility/one-row-each.ts";

/** What says which rows and columns of a table are features of cases. */
export interface RowOptions {
  readonly only?: string;
  readonly where?: readonly (readonly [string, string])[];
  readonly several?: RowChoice["several"];
  readonly featureColumns?: readonly string[] | true;
  readonly volumeColumn?: string;
}

/** The options of `RowOptions`, for commands that take one row a case. */
export function addRowOptions(command: Command): Command {
  return command
    .option(
      "--only <file.csv>",
      "only the features that the column feature of this table names: kept.csv",
    )
    .option("--where <column=value...>", "only rows of these values", collect(assigned))
    .addOption(
      new Option("--several <which>", "what several rows of one id mean").choices(severalChoices),
    )
    .option(
      "--feature-columns [pattern...]",
      "columns that are features, for tables of other programs: original_*; without a pattern, all columns of numbers",
    )
    .option("--volume-column <column>", "the volume of regions (default: morphology.volumeMesh)");
}

/** `settings=fine` */
export function assigned(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new InvalidArgumentError(`found ${text}, expected a column, = and a value`);
}

/** Reads the values of an option that may be given several times, each by `read`. */
export function collect<T>(read: (text: string) => T) {
  return (text: string, before: readonly T[] = []): readonly T[] => [...before, read(text)];
}
