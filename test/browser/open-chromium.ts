import { type Browser, chromium } from "playwright-core";
import { chromiumNames, findChromium } from "./find-chromium.ts";

/** Starts the Chromium of this machine, with WebGL by the processor. */
export function openChromium(executablePath = findChromium()): Promise<Browser> {
  if (executablePath === undefined) {
    throw new Error(`no ${chromiumNames.join(", ")} on the path: set VOXOMICS_CHROMIUM`);
  }
  const args = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
  // as root, which CI machines often work as, Chromium has no sandbox
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath, args, timeout: 0 });
}
