// Validate Amazon States Language documents: standard input is {"file": definition, …}, standard output the complaints
// as [[file, rule, message], …]. The folder of the node packages is the only argument.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const require = createRequire(path.join(process.argv[2], "package.json"));
const validate = require("asl-validator").default ?? require("asl-validator");

const complaints = [];
for (const [file, definition] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  for (const error of validate(definition, { checkPaths: true, checkArn: true }).errors) {
    const code = error["Error code"] ?? "SCHEMA_VALIDATION_FAILED";
    complaints.push([file, code, error.Message ?? JSON.stringify(error)]);
  }
}
console.log(JSON.stringify(complaints));
