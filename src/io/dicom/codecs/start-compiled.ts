import { collectErrors } from "./compiled-decoder.ts";

/** Loads a program that starts a codec. */
type Program<Codec> = () => Promise<{ default(options: CompilerOptions): Promise<Codec> }>;

/**
 * Starts a codec that was compiled from C++, as WebAssembly; where that cannot be started, as a page's
 * content security policy may forbid it, as plain JavaScript. Both give the same samples, WebAssembly four to ten
 * times as fast.
 *
 * @returns the codec, and the list of errors that it prints, for `runDecoder`
 */
export async function startCompiled<Codec>(
  wasm: Program<Codec>,
  plain: Program<Codec>,
): Promise<{ readonly codec: Codec; readonly errors: string[] }> {
  try {
    return await start(wasm);
  } catch {
    return start(plain);
  }
}

async function start<Codec>(program: Program<Codec>) {
  const { errors, options } = collectErrors();
  const { default: create } = await program();
  return { codec: await create(options), errors };
}
