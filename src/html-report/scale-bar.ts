import type { Drawing, Picture } from "./drawing.ts";

/** Colours of values from -1, blue, over 0, white, to 1, red. */
export const signedColours = {
  domain: [-1, 1],
  scheme: "RdBu",
  reverse: true,
  legend: false,
} as const;

/** The scale of `signedColours`, with what the values are. */
export function scaleBar({ Plot, draw }: Drawing, label: string): Picture {
  const values = Array.from({ length: 40 }, (_, n) => n / 20 - 1);
  return draw({
    width: 320,
    height: 60,
    marginTop: 4,
    marginBottom: 40,
    x: { domain: [-1, 1], label, ticks: 5 },
    y: { axis: null },
    color: signedColours,
    marks: [
      Plot.rect(values, {
        x1: (v: number) => v,
        x2: (v: number) => v + 0.05,
        y1: 0,
        y2: 1,
        fill: (v: number) => v + 0.025,
        inset: -0.5, // rectangles overlap, so that no gaps show between them
      }),
    ],
  });
}
