import type { Advice } from "../../messages/advice.ts";

/** What gives the image's grid; the command line gives it in any case. */
export const gridAdvice: Advice = { option: "grid", value: "the image", does: "gives it" };
