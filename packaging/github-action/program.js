'use strict';
// The program: where it comes from, and how it is run. Never by a shell.
const { spawn } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const downloads = require('./downloads.json');

/// What is to be downloaded: {url, name, sha256}. Throws where that cannot be told.
function chosen(url, sha256, architecture = process.arch) {
  if (process.platform !== 'linux') {
    throw new Error(`there is no program for ${process.platform}: user namespaces are a matter of Linux`);
  }
  const file = downloads.files[architecture];
  if (!file) {
    throw new Error(`there is no program for ${architecture}, only for ${Object.keys(downloads.files).join(', ')}`);
  }
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository } = process.env;
  const folder = url || (repository && `${server}/${repository}/releases/download/v${downloads.version}`);
  if (!folder) {
    throw new Error('an action of this repository itself has no release: the input url says where the program is');
  }
  const wanted = sha256 || file.sha256;
  if (!/^[0-9a-f]{64}$/.test(wanted)) {
    throw new Error("no checksum is known: use the action by the tag of a release, or give the input sha256, 64 digits");
  }
  return { url: `${folder.replace(/\/+$/, '')}/${file.name}`, name: file.name, sha256: wanted };
}

// http, where nobody can change what comes, is for tests; the checksum holds either way.
async function bytesOf(url) {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !(protocol === 'http:' && hostname === '127.0.0.1')) {
    throw new Error(`cannot download ${url}: it is not https`);
  }
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(120000) });
      if (answer.ok) {
        return Buffer.from(await answer.arrayBuffer());
      }
      throw Object.assign(new Error(`status ${answer.status}`), { final: answer.status < 500 });
    } catch (error) {
      if (error.final || tries === 3) {
        throw new Error(`cannot download ${url}: ${error.cause ? error.cause.message : error.message}`);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * tries));
  }
}

/// Downloads and checks it, into a folder of its own; returns its path.
async function install({ url, sha256 }, folder) {
  const bytes = await bytesOf(url);
  const found = crypto.createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) {
    throw new Error(`cannot use ${url}: its SHA-256 is ${found}, not ${sha256}; nothing was changed`);
  }
  const program = path.join(fs.mkdtempSync(path.join(folder, 'aa-userns-gen-')), 'aa-userns-gen');
  fs.writeFileSync(program, bytes, { mode: 0o755 });
  return program;
}

/// Runs a command of it with --json, as root if asked; returns {exit, json, text}. stdin is for the policy '-'.
function run(program, command, operands, { root = false, options = [], stdin = '' } = {}) {
  const words = [program, command, '--json', ...options, '--', ...operands];
  if (root && process.getuid() !== 0) {
    words.unshift('/usr/bin/sudo', '-n', '--');
  }
  return new Promise((resolve, reject) => {
    const child = spawn(words[0], words.slice(1), {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (more) => { text[stream] += more; });
    }
    child.stdin.on('error', () => {}).end(stdin);
    child.on('error', (error) => reject(new Error(`cannot run ${words[0]}: ${error.message}`)));
    child.on('close', (exit, signal) => {
      try {
        resolve({ command, exit, json: JSON.parse(text.stdout), text: text.stderr });
      } catch {
        reject(new Error(`${words[0]} ended with ${signal || `exit status ${exit}`}: ${text.stderr.trim() || 'it said nothing'}`));
      }
    });
  });
}

module.exports = { chosen, install, run };
