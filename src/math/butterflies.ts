/**
 * One step of a Fourier transform of `size` values for many lines at once, after Stockham.
 *
 * x holds `run` interleaved sequences of radix × m values: value q + m k of sequence r is
 * x[r + run (q + m k)]. The results for q and k = 0 … radix - 1 are written to
 * y[r + run (radix q + k)], times the twiddle factor w^(k q). `twiddles` holds w^(k q) for
 * k = 1 … radix - 1, as real and imaginary part, one q after another. The inner loops run over
 * neighbouring values.
 */
export type Butterfly = (
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  m: number,
  run: number,
  twiddles: Float64Array,
) => void;

export const radix2: Butterfly = (xr, xi, yr, yi, m, run, twiddles) => {
  const far = run * m;
  for (let q = 0; q < m; q++) {
    const wr = twiddles[2 * q];
    const wi = twiddles[2 * q + 1];
    const from = run * q;
    const to = 2 * from;
    for (let r = 0; r < run; r++) {
      const a = from + r;
      const b = a + far;
      const dr = xr[a] - xr[b];
      const di = xi[a] - xi[b];
      const y = to + r;
      yr[y] = xr[a] + xr[b];
      yi[y] = xi[a] + xi[b];
      yr[y + run] = dr * wr - di * wi;
      yi[y + run] = dr * wi + di * wr;
    }
  }
};

const sin60 = Math.sqrt(3) / 2;

export const radix3: Butterfly = (xr, xi, yr, yi, m, run, twiddles) => {
  const far = run * m;
  for (let q = 0; q < m; q++) {
    const w = 4 * q;
    const [w1r, w1i, w2r, w2i] = [twiddles[w], twiddles[w + 1], twiddles[w + 2], twiddles[w + 3]];
    const from = run * q;
    const to = 3 * from;
    for (let r = 0; r < run; r++) {
      const a = from + r;
      const b = a + far;
      const c = b + far;
      const sr = xr[b] + xr[c];
      const si = xi[b] + xi[c];
      const mr = xr[a] - sr / 2;
      const mi = xi[a] - si / 2;
      const dr = sin60 * (xi[b] - xi[c]);
      const di = sin60 * (xr[c] - xr[b]);
      const y = to + r;
      yr[y] = xr[a] + sr;
      yi[y] = xi[a] + si;
      yr[y + run] = (mr + dr) * w1r - (mi + di) * w1i;
      yi[y + run] = (mr + dr) * w1i + (mi + di) * w1r;
      yr[y + 2 * run] = (mr - dr) * w2r - (mi - di) * w2i;
      yi[y + 2 * run] = (mr - dr) * w2i + (mi - di) * w2r;
    }
  }
};

export const radix4: Butterfly = (xr, xi, yr, yi, m, run, twiddles) => {
  const far = run * m;
  for (let q = 0; q < m; q++) {
    const w = 6 * q;
    const [w1r, w1i, w2r] = [twiddles[w], twiddles[w + 1], twiddles[w + 2]];
    const [w2i, w3r, w3i] = [twiddles[w + 3], twiddles[w + 4], twiddles[w + 5]];
    const from = run * q;
    const to = 4 * from;
    for (let r = 0; r < run; r++) {
      const a = from + r;
      const b = a + far;
      const c = b + far;
      const d = c + far;
      const sacr = xr[a] + xr[c];
      const saci = xi[a] + xi[c];
      const dacr = xr[a] - xr[c];
      const daci = xi[a] - xi[c];
      const sbdr = xr[b] + xr[d];
      const sbdi = xi[b] + xi[d];
      const dbdr = xi[b] - xi[d];
      const dbdi = xr[d] - xr[b];
      const y = to + r;
      yr[y] = sacr + sbdr;
      yi[y] = saci + sbdi;
      yr[y + run] = (dacr + dbdr) * w1r - (daci + dbdi) * w1i;
      yi[y + run] = (dacr + dbdr) * w1i + (daci + dbdi) * w1r;
      yr[y + 2 * run] = (sacr - sbdr) * w2r - (saci - sbdi) * w2i;
      yi[y + 2 * run] = (sacr - sbdr) * w2i + (saci - sbdi) * w2r;
      yr[y + 3 * run] = (dacr - dbdr) * w3r - (daci - dbdi) * w3i;
      yi[y + 3 * run] = (dacr - dbdr) * w3i + (daci - dbdi) * w3r;
    }
  }
};

const cos72 = Math.cos((2 * Math.PI) / 5);
const cos144 = Math.cos((4 * Math.PI) / 5);
const sin72 = Math.sin((2 * Math.PI) / 5);
const sin144 = Math.sin((4 * Math.PI) / 5);

export const radix5: Butterfly = (xr, xi, yr, yi, m, run, twiddles) => {
  const far = run * m;
  for (let q = 0; q < m; q++) {
    const w = twiddles.subarray(8 * q, 8 * q + 8);
    const [w1r, w1i, w2r, w2i, w3r, w3i, w4r, w4i] = w;
    const from = run * q;
    const to = 5 * from;
    for (let r = 0; r < run; r++) {
      const a = from + r;
      const b = a + far;
      const c = b + far;
      const d = c + far;
      const e = d + far;
      const s1r = xr[b] + xr[e];
      const s1i = xi[b] + xi[e];
      const s2r = xr[c] + xr[d];
      const s2i = xi[c] + xi[d];
      const d1r = xi[b] - xi[e];
      const d1i = xr[e] - xr[b];
      const d2r = xi[c] - xi[d];
      const d2i = xr[d] - xr[c];
      const m1r = xr[a] + cos72 * s1r + cos144 * s2r;
      const m1i = xi[a] + cos72 * s1i + cos144 * s2i;
      const m2r = xr[a] + cos144 * s1r + cos72 * s2r;
      const m2i = xi[a] + cos144 * s1i + cos72 * s2i;
      const n1r = sin72 * d1r + sin144 * d2r;
      const n1i = sin72 * d1i + sin144 * d2i;
      const n2r = sin144 * d1r - sin72 * d2r;
      const n2i = sin144 * d1i - sin72 * d2i;
      const y = to + r;
      yr[y] = xr[a] + s1r + s2r;
      yi[y] = xi[a] + s1i + s2i;
      yr[y + run] = (m1r + n1r) * w1r - (m1i + n1i) * w1i;
      yi[y + run] = (m1r + n1r) * w1i + (m1i + n1i) * w1r;
      yr[y + 2 * run] = (m2r + n2r) * w2r - (m2i + n2i) * w2i;
      yi[y + 2 * run] = (m2r + n2r) * w2i + (m2i + n2i) * w2r;
      yr[y + 3 * run] = (m2r - n2r) * w3r - (m2i - n2i) * w3i;
      yi[y + 3 * run] = (m2r - n2r) * w3i + (m2i - n2i) * w3r;
      yr[y + 4 * run] = (m1r - n1r) * w4r - (m1i - n1i) * w4i;
      yi[y + 4 * run] = (m1r - n1r) * w4i + (m1i - n1i) * w4r;
    }
  }
};
