'use strict';
// The runner's side: what GitHub hands over in the environment, and takes back in files.
const crypto = require('node:crypto');
const fs = require('node:fs');

/// The text of an input, without what surrounds it. The runner keeps '-' in the name of its variable.
function input(name) {
  return (process.env[`INPUT_${name.toUpperCase()}`] || '').trim();
}

/// An input that takes these values and no others.
function choice(name, values) {
  const value = input(name) || values[0];
  if (!values.includes(value)) {
    throw new Error(`the input ${name} is ${values.join(' or ')}, not '${value}'`);
  }
  return value;
}

// The end is a word that nobody can guess, so that no value ends early and sets another.
function append(file, name, value) {
  const end = crypto.randomUUID();
  fs.appendFileSync(process.env[file], `${name}<<${end}\n${value}\n${end}\n`);
}

/// For the steps that follow.
function setOutput(name, value) {
  append('GITHUB_OUTPUT', name, value);
}

/// For post.js, which gets it as STATE_NAME.
function saveState(name, value) {
  append('GITHUB_STATE', name, value);
}

/// So that the steps that follow find the program.
function addPath(folder) {
  fs.appendFileSync(process.env.GITHUB_PATH, `${folder}\n`);
}

function escaped(text) {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

/// Shows a message beside the job: level is error, warning or notice.
function annotate(level, text) {
  process.stdout.write(`::${level} title=aa-userns-gen::${escaped(text)}\n`);
}

/// Prints lines that others may have written: nothing in them is a command to the runner.
function log(lines) {
  const end = crypto.randomUUID();
  process.stdout.write([`::stop-commands::${end}`, ...lines, `::${end}::`, ''].join('\n'));
}

/// Ends the step as failed, for the reason given, when what runs has ended.
function fail(error) {
  annotate('error', error.message);
  process.exitCode = 1;
}

module.exports = { input, choice, setOutput, saveState, addPath, annotate, log, fail };
