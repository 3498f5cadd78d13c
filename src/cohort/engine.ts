/**
 * The engine that this process runs in, and its processor: they decide the last digits of what is made
 * of exponentials, logarithms and angles.
 */
export function engineName(): string {
  const { bun, deno, node, v8 } = process.versions;
  const name = bun ? `Bun ${bun}` : deno ? `Deno ${deno}` : `Node.js ${node}`;
  return `${name} (V8 ${v8}, ${process.arch})`;
}
