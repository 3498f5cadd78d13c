import { fileError } from "../node/file-error.ts";
import { oneLine } from "./one-line.ts";

/**
 * Writes to a standard stream. After a failure all further text is dropped, and the command finishes its files.
 *
 * If the reader has closed the stream, as `head` does, that is not a failure. `failed` is called with any other
 * error, on one line.
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
      stop(error); // a stream to a file may throw instead of emitting an error
    }
  };
}
