/** A refusal as programs read it (RFC 9457). */

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function problemText(status: number, code: string, detail: string): string {
  return JSON.stringify({ type: `urn:throughline:${code}`, title: code, status, detail });
}
