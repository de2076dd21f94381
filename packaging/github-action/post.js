'use strict';
// Takes away what main.js applied; also after a failure, and when the job was cancelled.
const { annotate, fail, log } = require('./runner.js');
const { run } = require('./program.js');

async function post() {
  const asked = (process.env.STATE_policies || '').split('\n').filter((name) => name);
  if (asked.length === 0) {
    log(['aa-userns-gen: nothing to take away']);
    return;
  }
  const program = process.env.STATE_program;
  const as = { root: true };
  // What a change that was killed half-way left: after that, what is applied is known.
  const { json: recovered } = await run(program, 'recover', [], as);
  const { json: status } = await run(program, 'status', [], as);
  const applied = (status.policies || []).map(({ name }) => name).filter((name) => asked.includes(name));
  const removed = applied.length > 0 ? await run(program, 'remove', applied, as) : { exit: 0, json: { diagnoses: [] } };
  for (const { severity, message, hint } of [...recovered.diagnoses, ...removed.json.diagnoses]) {
    annotate(severity === 'error' ? 'error' : 'notice', `${message}${hint && `\n${hint}`}`);
  }
  if (removed.exit !== 0) {
    throw new Error(`aa-userns-gen remove ended with exit status ${removed.exit}`);
  }
  log([`aa-userns-gen: removed ${applied.join(', ') || 'nothing'}`]);
}

post().catch(fail);
