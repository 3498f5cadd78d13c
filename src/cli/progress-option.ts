import { Option } from "commander";

const ways = ["auto", "lines", "json", "none"] as const;

/**
 * How a command shows its progress on standard error. `auto`: a line that is redrawn, if standard error is a terminal,
 * else as `lines`. `lines`: a line a minute. `json`: a line of JSON every ten seconds.
 */
export type ProgressWay = (typeof ways)[number];

/** The option `--progress`. */
export function progressOption(): Option {
  return new Option(
    "--progress <how>",
    "how progress is shown on standard error: auto is one line that is redrawn on a terminal, and elsewhere a line a minute (lines); json is a line of JSON every 10 s",
  )
    .choices(ways)
    .default("auto");
}
