// Run a state machine in process, its tasks mocked, no AWS. Standard input: {definition, input, mocks}; the folder of the node
// packages is the only argument. Standard output: {status, output | error, calls, peak, events}.
//
// mocks: {TaskState: [attempt, …]}; an attempt is {"return": any} or {"throw": "ErrorName"}, and takes {"ms": 0}. The last one repeats;
// a task without a mock returns its input. Waits and pauses between retries take no time.
// calls: attempts of each task. peak: most tasks in flight at once. events: ["+Task" when one starts, "-Task" when it ends].
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

// The interpreter asks for a newer Node; this is all that it lacks in Node 20.
Promise.withResolvers ??= () => {
  const deferred = {};
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }));
  return deferred;
};

const require = createRequire(path.join(process.argv[2], "package.json"));
const { StateMachine } = require("aws-local-stepfunctions");
const { definition, input, mocks } = JSON.parse(readFileSync(0, "utf8"));

const calls = {};
const events = [];
let inFlight = 0;
let peak = 0;

function attemptOf(task) {
  calls[task] = (calls[task] ?? 0) + 1;
  const attempts = mocks[task] ?? [{}];
  return attempts[Math.min(calls[task], attempts.length) - 1];
}

function handlerOf(task) {
  return async (given) => {
    const attempt = attemptOf(task);
    events.push(`+${task}`);
    peak = Math.max(peak, ++inFlight);
    await new Promise((resolve) => setTimeout(resolve, attempt.ms ?? 0));
    inFlight--;
    events.push(`-${task}`);
    if (attempt.throw) throw Object.assign(new Error(attempt.throw), { name: attempt.throw });
    return "return" in attempt ? attempt.return : given;
  };
}

const overrides = { taskResourceLocalHandlers: {}, waitTimeOverrides: {}, retryIntervalOverrides: {} };

function override(machine) {
  for (const [name, state] of Object.entries(machine.States)) {
    if (state.Type === "Task") overrides.taskResourceLocalHandlers[name] = handlerOf(name);
    if (state.Type === "Wait") overrides.waitTimeOverrides[name] = 0;
    if (state.Retry) overrides.retryIntervalOverrides[name] = 0;
    (state.Branches ?? []).forEach(override);
    const inner = state.ItemProcessor ?? state.Iterator;
    if (inner) override(inner);
  }
}

async function run() {
  try {
    override(definition);
    const machine = new StateMachine(definition, { validationOptions: { checkPaths: true, checkArn: false } });
    return { status: "SUCCEEDED", output: await machine.run(input, { overrides }).result };
  } catch (error) {
    const cause = error.cause ?? error;
    return { status: "FAILED", error: cause.name, cause: cause.message };
  }
}

console.log(JSON.stringify({ ...(await run()), calls, peak, events }));
