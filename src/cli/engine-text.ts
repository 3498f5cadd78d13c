/**
 * The JavaScript engine and the kind of machine, since last digits of exponentials and logarithms depend on them:
 * `Node 20.20.0, V8 11.3.244.8, linux x64`.
 */
export function engineText({
  versions,
  platform,
  arch,
}: Pick<NodeJS.Process, "versions" | "platform" | "arch">): string {
  const { bun, deno, node, v8 } = versions;
  const name = bun ? `Bun ${bun}` : deno ? `Deno ${deno}` : `Node ${node}`;
  // Bun states the V8 that it stands in for
  const engine = bun ? [] : [`V8 ${v8.replace(/-node.*$/, "")}`];
  return [name, ...engine, `${platform} ${arch}`].join(", ");
}
