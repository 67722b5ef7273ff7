// Is the process still there that wrote its number down?
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @typedef {{ pid: number, started: string | null }} Person */

/** @returns {Person} */
export const me = () => ({ pid: process.pid, started: startOf(process.pid) });

/**
 * The start time tells a process from a later one that was given the same number.
 *
 * @param {Person} person
 */
export function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const now = startOf(pid);
  return started === null || now === null || now === started;
}

/**
 * Who wrote the file; null when it is gone or half-written.
 *
 * @param {string} file
 * @returns {Person | null}
 */
export function writerOf(file) {
  try {
    const { pid, started } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof pid === 'number' ? { pid, started: started ?? null } : null;
  } catch {
    return null;
  }
}

/** @param {number} pid */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22, counted behind the command's closing parenthesis: its name may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    try {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    } catch {
      return null;
    }
  }
}
