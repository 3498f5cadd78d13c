import { Option } from "commander";

/** `--pipes` of a command that reads no image. */
export function pipesOption(): Option {
  return new Option(
    "--pipes",
    "read a pipe where a path names one, such as /dev/stdin or <(voxomics settings ct)",
  );
}
