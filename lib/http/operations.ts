/** Every read and write of the API, in the order in which it is described. One more is one more line here. */
import type { Read, Write } from './schema';
import { accountabilityRead } from './schema-accountability';
import { contrastRead } from './schema-contrast';
import { definitionsRead, definitionsWrite } from './schema-definitions';
import { findRead, newestRead } from './schema-find';
import { journeysRead } from './schema-journeys';
import { kpiRead, kpisRead } from './schema-kpis';
import { observationsWrite } from './schema-observations';
import { seriesRead } from './schema-series';
import { stageRead } from './schema-stages';
import { teamRead } from './schema-teams';

export const READS: readonly Read[] = [
  contrastRead,
  stageRead,
  teamRead,
  accountabilityRead,
  kpisRead,
  kpiRead,
  seriesRead,
  journeysRead,
  definitionsRead,
  findRead,
  newestRead,
];

export const WRITES: readonly Write[] = [observationsWrite, definitionsWrite];

export const API = '/api/v1';
