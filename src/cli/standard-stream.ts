import { fileError } from "../node/file-error.ts";
import { oneLine } from "./one-line.ts";

/**
 * Writes to a standard stream until that fails; what comes after is dropped, while the command goes
 * on to finish its files.
 *
 * A reader that has seen enough, such as `head`, is no failure; any other one is told to `failed`,
 * on one line.
 */
export function writerTo(
  stream: NodeJS.WritableStream,
  name: string,
  failed: (message: string) => void,
): (text: string) => void {
  let open = true;
  const stop = (error: unknown) => {
    if (!open) return;
    open = false;
    if ((error as NodeJS.ErrnoException).code === "EPIPE") return;
    failed(oneLine(fileError(name, error).message));
  };
  stream.on("error", stop);
  return (text) => {
    if (!open) return;
    try {
      stream.write(text);
    } catch (error) {
      stop(error); // a stream that is a file may throw instead
    }
  };
}
