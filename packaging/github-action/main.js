'use strict';
// Downloads the program, applies the policies and verifies them. What post.js has to take away is written down before the change.
const os = require('node:os');
const path = require('node:path');
const { addPath, annotate, choice, fail, input, log, saveState, setOutput } = require('./runner.js');
const { chosen, install, run } = require('./program.js');

// A job that is cancelled: what runs is a transaction of seconds. Its end is waited for, so that post.js comes after it.
let cancelled = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => { cancelled = true; });
}

/// What the program takes as policies: {operands, stdin}.
function asked() {
  const operands = input('policies').split('\n').map((line) => line.trim()).filter((line) => line);
  const wrong = operands.find((operand) => operand.startsWith('-'));
  if (wrong) {
    throw new Error(`'${wrong}' in the input policies is no name and no file`);
  }
  const stdin = input('policy');
  if (stdin) {
    operands.push('-');
  }
  return { operands: operands.length ? operands : ['runner'], stdin };
}

function report({ command, exit, json }) {
  setOutput('exit', exit);
  setOutput('json', JSON.stringify(json));
  const states = (json.policies || []).flatMap(({ name, binaries }) => binaries.map(
    (binary) => `${binary.state} ${binary.path} by ${binary.by || binary.profile} (${name}) ${binary.detail}`.trim()));
  log([`aa-userns-gen ${command}: exit status ${exit}`, ...states]);
  for (const { severity, file, line, message, hint } of json.diagnoses) {
    const place = [file, line || ''].filter((part) => part).join(':');
    annotate(severity, `${place && `${place}: `}${message}${hint && `\n${hint}`}`);
  }
}

/// Runs a command as root, and throws where it ends with another exit status than these.
async function must(program, command, operands, how, good = [0]) {
  if (cancelled) {
    throw new Error(`cancelled before aa-userns-gen ${command}`);
  }
  const done = await run(program, command, operands, { root: true, ...how });
  if (command !== 'status' || !good.includes(done.exit)) {
    report(done);
  }
  if (!good.includes(done.exit)) {
    throw new Error(`aa-userns-gen ${command} ended with exit status ${done.exit}`);
  }
  return (done.json.policies || []).map(({ name }) => name);
}

/// The policies that are applied here, whether or not all is as it was applied.
const applied = (program) => must(program, 'status', [], {}, [0, 7]);

async function main() {
  const { operands, stdin } = asked();
  const options = ['--when', choice('when', ['restricted', 'always'])];
  if (choice('best-effort', ['false', 'true']) === 'true') {
    options.push('--best-effort');
  }
  const program = await install(chosen(input('url'), input('sha256')), process.env.RUNNER_TEMP || os.tmpdir());
  addPath(path.dirname(program));

  const before = await applied(program);
  const wanted = await must(program, 'plan', operands, { options, stdin });
  const others = wanted.filter((name) => before.includes(name));
  if (others.length > 0) {
    annotate('notice', `applied on this machine before, and not removed afterwards: ${others.join(', ')}`);
  }
  saveState('program', program);
  saveState('policies', wanted.filter((name) => !before.includes(name)).join('\n'));
  await must(program, 'apply', operands, { options, stdin });

  // Where nothing is restricted, nothing is applied, and there is nothing to prove.
  const now = await applied(program);
  const ours = wanted.filter((name) => now.includes(name));
  if (ours.length > 0) {
    await must(program, 'verify', ours);
  }
}

main().catch(fail).finally(() => { process.exitCode = cancelled ? 130 : process.exitCode; });
