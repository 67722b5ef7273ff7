/** The addresses of files that come through the browser. */
import { query } from './paths';

/** Why a file was not received, as an address says it. */
export const UPLOAD_REFUSALS = {
  too_large: {
    status: 413,
    text: 'The file is larger than 256 MiB. Split it, for instance by year.',
  },
  no_file: { status: 400, text: 'No file was chosen. Choose one, or drop it onto the field.' },
  empty_file: {
    status: 400,
    text: 'The file is empty. It needs a header that names the columns, and one row for each figure.',
  },
  cut_off: {
    status: 400,
    text: 'The file ended before its end: the connection broke. Send it again.',
  },
  long_profile: {
    status: 413,
    text: 'The profile is larger than 256 KiB, which no profile is. Was the file of figures chosen for it?',
  },
  elsewhere: { status: 403, text: 'The form was sent from another site. Send it from here.' },
  not_a_form: { status: 415, text: 'A file is sent by the form of this page.' },
  no_room: {
    status: 507,
    text: 'The server has nowhere to put the file. Its log says why; DATA_DIR says where it would go.',
  },
} as const;
export type UploadRefusal = keyof typeof UPLOAD_REFUSALS;

/**
 * Where a file is chosen, and why the last one was not received.
 *
 * @example uploadNewPath('too_large') // '/data/upload?refused=too_large'
 */
export function uploadNewPath(refused: UploadRefusal | null = null): string {
  return `/data/upload${query({ refused })}`;
}

/** Where the form sends the file. */
export function uploadsPath(): string {
  return '/data/uploads';
}

/** A file that was received: how it is read, what comes of it, how far it is. */
export function uploadPath(id: number): string {
  return `/data/uploads/${id}`;
}

/** How far a task with the file has come, as JSON. */
export function uploadProgressPath(id: number): string {
  return `/data/uploads/${id}/progress`;
}

/** The rows that a dry run refused, as they came. */
export function uploadRefusedPath(id: number): string {
  return `/data/uploads/${id}/refused`;
}

/** A kept profile, as `--profile` reads it. */
export function profilePath(name: string): string {
  return `/data/profiles${query({ name })}`;
}
