// node [FLAGS] node.mjs FILE.wasm [ARGS]: compiles and runs a WASI program with this folder as "."; reports compile and _start.
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const args = process.argv.slice(2);
const bytes = readFileSync(args[0]);
const report = (name, start) => process.stderr.write(`${name}_ns: ${process.hrtime.bigint() - start}\n`);

let start = process.hrtime.bigint();
const module = new WebAssembly.Module(bytes);
report("compile", start);

const wasi = new WASI({ version: "preview1", args, preopens: { ".": "." }, returnOnExit: true });
const instance = new WebAssembly.Instance(module, wasi.getImportObject());
start = process.hrtime.bigint();
const status = wasi.start(instance);
report("start", start);
process.exitCode = status;
