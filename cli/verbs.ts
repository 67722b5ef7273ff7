/** The verbs by name. */
import { applyVerb, exportVerb } from './verb-definitions';
import { importVerb } from './verb-import';
import { backupVerb, demoLoadVerb, demoRemoveVerb, doctorVerb, migrateVerb } from './verb-upkeep';
import { restoreVerb } from './verb-restore';
import { contrastVerb, seriesVerb } from './verb-reads';
import type { OfflineVerb, Verb } from './verb';

export const VERBS: Readonly<Record<string, Verb | OfflineVerb>> = {
  apply: applyVerb,
  export: exportVerb,
  import: importVerb,
  contrast: contrastVerb,
  series: seriesVerb,
  'demo load': demoLoadVerb,
  'demo remove': demoRemoveVerb,
  doctor: doctorVerb,
  backup: backupVerb,
  restore: restoreVerb,
  migrate: migrateVerb,
};
