// Writes FILE.br and FILE.gz beside each FILE named, one a line, on standard input, so that a server
// only has to send bytes. `--sizes` writes nothing and prints the brotli size of each file instead.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const sizesOnly = process.argv.includes("--sizes");

function brotli(bytes, file) {
  const mode = file.endsWith(".wasm") ? constants.BROTLI_MODE_GENERIC : constants.BROTLI_MODE_TEXT;
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: mode,
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

for (const file of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const bytes = readFileSync(file);
  const small = brotli(bytes, file);
  if (sizesOnly) {
    console.log(small.length);
    continue;
  }
  // A file that compression makes larger is better sent as it is.
  if (small.length < bytes.length) writeFileSync(`${file}.br`, small);
  const zipped = gzipSync(bytes, { level: 9 });
  if (zipped.length < bytes.length) writeFileSync(`${file}.gz`, zipped);
}
