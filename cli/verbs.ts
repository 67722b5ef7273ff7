/** The verbs by name. */

import type { OfflineVerb, Verb } from './verb';
import { applyVerb, exportVerb } from './verb-definitions';
import { embedAddVerb, embedListVerb, embedRevokeVerb } from './verb-embeds';
import { importVerb } from './verb-import';
import { importsVerb, undoVerb } from './verb-imports';
import { keyAddVerb, keyListVerb, keyRevokeVerb } from './verb-keys';
import { userAddVerb, userLinkVerb, userListVerb, userRoleVerb } from './verb-people';
import { contrastVerb, seriesVerb } from './verb-reads';
import { restoreVerb } from './verb-restore';
import {
  sourceAddVerb,
  sourceListVerb,
  sourceRemoveVerb,
  sourceRunVerb,
  sourceTestVerb,
} from './verb-sources';
import { backupVerb, demoLoadVerb, demoRemoveVerb, doctorVerb, migrateVerb } from './verb-upkeep';

export const VERBS: Readonly<Record<string, Verb | OfflineVerb>> = {
  apply: applyVerb,
  export: exportVerb,
  import: importVerb,
  imports: importsVerb,
  undo: undoVerb,
  contrast: contrastVerb,
  series: seriesVerb,
  'key add': keyAddVerb,
  'key list': keyListVerb,
  'key revoke': keyRevokeVerb,
  'source add': sourceAddVerb,
  'source list': sourceListVerb,
  'source test': sourceTestVerb,
  'source run': sourceRunVerb,
  'source remove': sourceRemoveVerb,
  'embed add': embedAddVerb,
  'embed list': embedListVerb,
  'embed revoke': embedRevokeVerb,
  'user add': userAddVerb,
  'user list': userListVerb,
  'user role': userRoleVerb,
  'user link': userLinkVerb,
  'demo load': demoLoadVerb,
  'demo remove': demoRemoveVerb,
  doctor: doctorVerb,
  backup: backupVerb,
  restore: restoreVerb,
  migrate: migrateVerb,
};
