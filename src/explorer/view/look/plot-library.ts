/** The parts of the library of plots that the page draws with; the rest of it is left out of the page. */
export {
  areaY,
  dot,
  frame,
  line,
  plot,
  raster,
  rect,
  rectY,
  ruleX,
  ruleY,
} from "@observablehq/plot";
