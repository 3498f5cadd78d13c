import { type Command, InvalidArgumentError } from "commander";
import type { OutcomeType } from "../../radiogenomics/outcome.ts";
import { assigned, collect } from "./row-options.ts";

/** What a column is. */
export type StatedType = Exclude<OutcomeType, "survival">;

const types: readonly StatedType[] = ["number", "order", "twoGroups", "groups"];

/** The option `--type`. */
export function addTypeOption(command: Command, what: string): Command {
  return command.option(
    "--type <column=type...>",
    `what ${what} are, where that is not plain: ${types.join(", ")}`,
    collect(typed),
  );
}

function typed(text: string): readonly [string, StatedType] {
  const [column, type] = assigned(text);
  const known = types.find((one) => one === type);
  if (known !== undefined) return [column, known];
  throw new InvalidArgumentError(`found the type ${type}, expected ${types.join(", ")}`);
}
