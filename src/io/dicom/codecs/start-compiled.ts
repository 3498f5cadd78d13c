import { VoxomicsError } from "../../../messages/errors.ts";
import { transferSyntaxName } from "../transfer-syntax.ts";
import { collectErrors } from "./compiled-decoder.ts";

/** Loads a program that starts a codec. */
type Program<Codec> = () => Promise<{ default(options: CompilerOptions): Promise<Codec> }>;

/**
 * Starts a codec that was compiled from C++ to WebAssembly.
 *
 * @param transferSyntax UID of the transfer syntax that the codec is started for
 * @param mark what marks a line that the codec prints as an error
 * @returns the codec, and the list of errors that it prints, for `runDecoder`
 * @throws VoxomicsError `unsupported-format` where WebAssembly cannot be started, as in a page whose content
 *   security policy forbids it
 */
export async function startCompiled<Codec>(
  transferSyntax: string,
  load: Program<Codec>,
  mark?: RegExp,
): Promise<{ readonly codec: Codec; readonly errors: string[] }> {
  const { errors, options } = collectErrors(mark);
  const { default: create } = await load();
  try {
    return { codec: await create(options), errors };
  } catch (cause) {
    throw withoutWebAssembly(transferSyntax, cause);
  }
}

function withoutWebAssembly(transferSyntax: string, cause: unknown): VoxomicsError {
  const text = cause instanceof Error ? cause.message : String(cause);
  // what Emscripten puts around the engine's words
  const reason = text.replace(/^Aborted\((.*)\)\. Build with -sASSERTIONS.*$/s, "$1");
  return new VoxomicsError(
    "unsupported-format",
    `pixel data are encoded as ${transferSyntaxName(transferSyntax)} (${transferSyntax}), whose decoder is ` +
      "WebAssembly, which cannot be started here; the content security policy of a page must allow it: " +
      `script-src 'wasm-unsafe-eval' (${reason})`,
    { found: transferSyntax },
    { cause },
  );
}
