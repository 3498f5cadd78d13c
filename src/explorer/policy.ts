/**
 * The content security policy of the page: it loads its own files, shows pictures that it made itself, and
 * reaches nothing else. `wasm-unsafe-eval` lets decoders of compressed DICOM run, which are WebAssembly; `data:` and
 * `blob:` pictures are NiiVue's font and what the page saves.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
