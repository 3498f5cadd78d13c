import type { Vec3 } from "../volume/volume.ts";
import { boxOfHeight, boxWithin, EQUAL, type OrientedBox, widened } from "./box-about-axis.ts";
import type { Polyhedron } from "./polyhedron.ts";
import {
  coordinateAxes,
  extentAlong,
  makeProjector,
  type Projector,
  projectedArea,
} from "./projector.ts";

/** How many of the best boxes are turned on, and how many of those are searched around. */
interface Effort {
  readonly turned: number;
  readonly searched: number;
}

/** With few faces the smallest box of all rarely lies on one, and searching takes little time. */
const FEW_FACES = 64;
const manyFaces: Effort = { turned: 8, searched: 3 };
const fewFaces: Effort = { turned: 16, searched: 8 };

/**
 * Directions in which an axis is tilted, and the largest, a fine and the smallest tilt (radians). With 8 the
 * search is the same in a mirror and with the other two axes swapped.
 */
const TILTS = 8;
const WIDEST = 0.1;
const FINE = 2e-3;
const NARROWEST = 1e-6;

/** A gain in volume below this part of it is rounding; boxes that are no further apart are equal. */
const GAIN = 1e-11;

/**
 * The smallest box around a convex polyhedron, turned in any way, as far as it can be found.
 *
 * Takes the smallest box on every face of the polyhedron and about every coordinate axis, which
 * are exact, and improves the best few by turning and tilting. So the box is never larger than the
 * axis-aligned one, nor than any box with a side on a face. The smallest box of all may touch the
 * polyhedron with edges only (O'Rourke, Int. J. Comput. Inf. Sci. 1985, 14:183) and can be missed:
 * of 7,400 random masks of 2 to 8 voxels a side, a search around all boxes made 3 smaller by more
 * than 0.1 %, and none by more than 0.7 %.
 *
 * It holds every vertex to within EQUAL of its lengths. Around a polyhedron that is thousands of times longer
 * than wide, boxes are turned but not tilted: tilts that matter are lost in rounding there.
 */
export function smallestBox(polyhedron: Polyhedron): OrientedBox {
  const projector = makeProjector(polyhedron);
  const effort = projector.areas.length <= FEW_FACES ? fewFaces : manyFaces;
  const onFaces = boxesOnFaces(projector, effort.turned);
  if (onFaces.length === 0) return alignedBox(projector);
  if (projector.elongated) return onFaces.map((box) => turnOnce(projector, box)).sort(bySize)[0];
  const turned = onFaces.map((box) => turn(projector, box));
  const [first, ...others] = distinct(turned.sort(bySize)).slice(0, effort.searched);
  let best = searchAround(projector, first, Infinity);
  for (const box of others) {
    const found = searchAround(projector, box, best.volume);
    if (bySize(found, best) < 0) best = found;
  }
  return widened(projector, best);
}

/** What there is where rounding leaves no box on a face: at ratios of its sides beyond 10^15. */
function alignedBox({ vertices }: Projector): OrientedBox {
  const [a, b, c] = coordinateAxes.map((axis) => extentAlong(vertices, axis));
  return { axes: coordinateAxes, lengths: [a, b, c], volume: a * b * c };
}

/** By volume; boxes of the same volume by their surface. */
function bySize(a: OrientedBox, b: OrientedBox): number {
  const gain = a.volume - b.volume;
  return Math.abs(gain) > GAIN * b.volume ? gain : surfaceOf(a) - surfaceOf(b);
}

/** Whether two boxes are equal in volume and surface, up to rounding. */
function areEqual(a: OrientedBox, b: OrientedBox): boolean {
  return isNear(a.volume, b.volume) && isNear(surfaceOf(a), surfaceOf(b));
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= EQUAL * b;
}

function surfaceOf({ lengths: [a, b, c] }: OrientedBox): number {
  return a * b + b * c + c * a;
}

/**
 * Boxes in order of size, without those as large as the one before: nearly always the same box, found
 * again from another of its sides, or its image in a mirror.
 */
function distinct(boxes: readonly OrientedBox[]): OrientedBox[] {
  return boxes.filter((box, k) => k === 0 || !areEqual(box, boxes[k - 1]));
}

/**
 * The smallest boxes on the polyhedron's faces and about the coordinate axes, best first: so
 * `many` of different sizes.
 *
 * No box is smaller than its height times the area of the projection along it: axes for which
 * that exceeds the best volume are left out.
 */
function boxesOnFaces(projector: Projector, many: number): OrientedBox[] {
  const axes = [...coordinateAxes, ...faceNormals(projector)];
  const candidates = axes
    .map((axis) => {
      const height = extentAlong(projector.vertices, axis);
      return { axis, height, bound: height * projectedArea(projector, axis) };
    })
    .sort((a, b) => a.bound - b.bound);
  const boxes: OrientedBox[] = [];
  for (const { axis, height, bound } of candidates) {
    if (boxes.length > 0 && bound > boxes[0].volume * (1 + EQUAL)) break;
    const limit = boxes.length === many ? boxes[many - 1].volume : Infinity;
    const box = boxOfHeight(projector, axis, height, limit);
    if (box !== null) insert(box, boxes, many);
  }
  return boxes;
}

/** Puts a box into a list of the best so many, in order; of boxes of the same size one is kept. */
function insert(box: OrientedBox, boxes: OrientedBox[], many: number): void {
  let place = boxes.length;
  while (place > 0 && bySize(box, boxes[place - 1]) < 0) place--;
  if (place > 0 && areEqual(box, boxes[place - 1])) return;
  const replaced = place < boxes.length && areEqual(boxes[place], box) ? 1 : 0;
  boxes.splice(place, replaced, box);
  if (boxes.length > many) boxes.pop();
}

/** Unit normals of the faces. */
function faceNormals({ normals, areas }: Projector): Vec3[] {
  return Array.from(areas, (area, f) => [
    normals[3 * f] / area,
    normals[3 * f + 1] / area,
    normals[3 * f + 2] / area,
  ]);
}

/** Turns a box about its second and third axis in turn, as long as that makes it smaller. */
function turn(projector: Projector, box: OrientedBox): OrientedBox {
  for (;;) {
    const best = turnOnce(projector, box);
    if (best.volume > box.volume * (1 - GAIN)) return best;
    box = best;
  }
}

function turnOnce(projector: Projector, box: OrientedBox): OrientedBox {
  let best = box;
  for (const axis of box.axes.slice(1)) {
    best = smallerAbout(projector, axis, best);
  }
  return best;
}

/** Largest gain in volume per radian of tilt that is still hoped for, as part of the volume. */
const HOPE = 16;

/**
 * Tilts a box's first axis in all directions, by smaller and smaller angles, as long as it may get
 * smaller than `limit`. Most boxes get larger with any tilt, in proportion to its angle: where the
 * narrowest does not help, none narrower than FINE is tried. (Of 1,500 random hulls trying all of
 * them made one box smaller, by 0.009 %.)
 */
function searchAround(projector: Projector, box: OrientedBox, limit: number): OrientedBox {
  for (let angle = WIDEST; angle > NARROWEST && box.volume * (1 - HOPE * angle) < limit; ) {
    const tilted = bestTilt(projector, box, angle);
    if (tilted.volume < box.volume * (1 - GAIN)) {
      box = turn(projector, tilted);
      continue;
    }
    angle /= 2;
    const becomesFine = angle < FINE && 2 * angle >= FINE;
    if (becomesFine && bestTilt(projector, box, NARROWEST) === box) return box;
  }
  return box;
}

/** The smallest of a box and those with its first axis tilted by an angle. */
function bestTilt(projector: Projector, box: OrientedBox, angle: number): OrientedBox {
  let best = box;
  for (let k = 0; k < TILTS; k++) {
    best = smallerAbout(projector, tilt(box, angle, (2 * Math.PI * k) / TILTS), best);
  }
  return best;
}

/** The smallest box about an axis, or a box that is no larger. */
function smallerAbout(projector: Projector, axis: Vec3, box: OrientedBox): OrientedBox {
  const found = boxWithin(projector, axis, box.volume);
  return found !== null && bySize(found, box) < 0 ? found : box;
}

/** The first axis of a box, tilted by an angle towards a direction between the other two. */
function tilt({ axes: [a, b, c] }: OrientedBox, angle: number, towards: number): Vec3 {
  const u = Math.sin(angle) * Math.cos(towards);
  const v = Math.sin(angle) * Math.sin(towards);
  const w = Math.cos(angle);
  return [
    w * a[0] + u * b[0] + v * c[0],
    w * a[1] + u * b[1] + v * c[1],
    w * a[2] + u * b[2] + v * c[2],
  ];
}
