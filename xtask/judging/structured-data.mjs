// Checks what pages say of themselves in the words of schema.org (JSON-LD) against the types of that vocabulary, as others
// publish them. On standard input, as JSON: `folder`, where what is checked is written, and `pages`, each with its `address`
// and the `types` that it must hold, in their order. Says what is wrong, and ends with 1 then.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const { folder, pages } = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(import.meta.url);
const vocabulary = dirname(require.resolve("schema-dts/package.json"));

const source = ['import type * as schema from "schema-dts";'];
for (const { address, types } of pages) {
  const page = await (await fetch(address)).text();
  const found = [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, data]) => JSON.parse(data));
  if (found.length !== types.length) throw new Error(`${address} says ${found.length} things of itself, not ${types.join(" and ") || "nothing"}`);
  found.forEach((data, at) => source.push(`// ${address}`, `(${JSON.stringify(data)}) satisfies schema.WithContext<schema.${types[at]}>;`));
}
writeFileSync(join(folder, "said.ts"), source.join("\n"));
writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({
  compilerOptions: { strict: true, noEmit: true, module: "esnext", moduleResolution: "bundler", types: [], paths: { "schema-dts": [vocabulary] } },
  files: ["said.ts"],
}));
const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
const { status } = spawnSync(process.execPath, [compiler, "-p", folder], { stdio: ["ignore", 2, 2] });
process.exit(status === 0 ? 0 : 1);
