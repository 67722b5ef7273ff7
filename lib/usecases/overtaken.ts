/** What a form is told where somebody else changed its entry since it was opened. */
import type { Overtaken } from '../domain/overtaken';
import { AppError, isAppError } from '../errors';

/** Throws `AppError('overtaken')`, 409, with what is stored beside what was typed. */
export function refuseOvertaken(overtaken: Overtaken | null): void {
  if (overtaken === null) return;
  throw new AppError(
    'overtaken',
    'Somebody else changed this meanwhile, and nothing of yours was saved. Look at what is different, and save again.',
    { status: 409, details: overtaken },
  );
}

/** What `refuseOvertaken` threw; null when an error is another one. */
export function overtakenOf(error: unknown): Overtaken | null {
  return isAppError(error) && error.code === 'overtaken' ? (error.details as Overtaken) : null;
}
