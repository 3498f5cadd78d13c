// runs the thread's program from its source, for tests and benches; not published
import { register } from "tsx/esm/api";

register();
await import("./thread-worker.ts");
