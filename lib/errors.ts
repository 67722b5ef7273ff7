/**
 * An expected failure of a request: one class, translated in exactly two places (the API wrapper and
 * the form-action wrapper) and printed as one sentence by the CLI. Anything else is a bug.
 */
export class AppError extends Error {
  /** Stable, machine-readable: `unknown_journey`. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  readonly details: unknown;

  constructor(code: string, message: string, options: { status?: number; details?: unknown } = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.status = options.status ?? 400;
    this.details = options.details;
  }
}

/** Also true for an error of another copy of this module: the server and the bundled pages each load one. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error;
}
