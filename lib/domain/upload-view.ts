/** What the pages of a file show that came through the browser. */
import type { Period } from './calendar';
import type { Organisation } from './catalog';
import type { NumberRole } from './column-role';
import type { ImportWarning } from './import-warning-facts';
import type { ProfileChoices } from './profile-choices';

/** A row that a dry run refused. */
export interface RefusedPreview {
  readonly line: number;
  readonly message: string;
  readonly original: string;
}

/** What a dry run found. */
export interface CheckedUpload {
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly rejected: number;
  readonly warnings: readonly ImportWarning[];
  /** The first of them. */
  readonly refused: readonly RefusedPreview[];
}

/** What one row reports of one KPI. */
export interface UnderstoodFigure {
  readonly kpi: string;
  readonly period: Period;
  readonly segment: string | null;
  readonly place: string | null;
  readonly numbers: readonly { readonly role: NumberRole; readonly number: number }[];
  readonly withdraw: boolean;
}

/** A row of the file, and what it is taken for. */
export interface UnderstoodRow {
  readonly line: number;
  /** As it stands in the file, cut where it is long. */
  readonly original: string;
  readonly figures: readonly UnderstoodFigure[];
  readonly leftOut: 'blank' | 'unknown_kpi' | null;
  readonly fault: { readonly field: string | null; readonly message: string } | null;
}

/** A column of the file with some of what stands in it. */
export interface ColumnShown {
  readonly name: string;
  readonly samples: readonly string[];
}

export interface Choice {
  readonly slug: string;
  readonly name: string;
}

export interface UploadHead {
  readonly id: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly actor: string;
  /** RFC 3339, UTC. */
  readonly receivedAt: string;
  readonly status: 'open' | 'waiting' | 'running' | 'imported';
  readonly task: 'check' | 'import' | null;
  /** Why the last task came to nothing. */
  readonly problem: string | null;
  readonly importId: number | null;
}

/** How a file is read, and what comes of it. */
export interface Reading {
  readonly format: string;
  /** As found out, or as stated; null where the format has none. */
  readonly encoding: string | null;
  readonly separator: string | null;
  readonly columns: readonly ColumnShown[];
  /** Where it is from: found out, kept under a name, or chosen here. */
  readonly from: 'guess' | 'kept' | 'chosen';
  readonly profileName: string | null;
  /** The profile as text. */
  readonly text: string;
  /** Null where a form cannot say it. */
  readonly choices: ProfileChoices | null;
  /** What keeps it from being used. */
  readonly faults: readonly string[];
  readonly doubts: readonly string[];
  readonly rows: readonly UnderstoodRow[];
}

export interface UploadView {
  readonly organisation: Organisation;
  readonly demo: boolean;
  readonly upload: UploadHead;
  /** Null where the file cannot be read at all. */
  readonly reading: Reading | null;
  /** Why it cannot; null where it can. */
  readonly unreadable: string | null;
  readonly checked: CheckedUpload | null;
  readonly atomic: boolean;
  /** Names under which profiles are kept. */
  readonly profiles: readonly string[];
  readonly kpis: readonly Choice[];
  readonly segments: readonly Choice[];
  readonly places: readonly Choice[];
}

/** How far a task has come. */
export interface UploadProgress {
  readonly status: UploadHead['status'];
  readonly task: UploadHead['task'];
  readonly rows: number;
  /** Of the file's bytes, of 1; null before it is begun. */
  readonly share: number | null;
  readonly importId: number | null;
}
